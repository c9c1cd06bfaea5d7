/**
 * Samples a second of the whole chain, journal to central's sink, beside Sparkplug B over MQTT on the same emulated radio:
 * {@code test/benchmarks/run end-to-end}. Both ends of both get the same synthetic stream, faster than the link takes it.
 */
@NullMarked
package io.busbar.benchmarks.endtoend;

import org.jspecify.annotations.NullMarked;
