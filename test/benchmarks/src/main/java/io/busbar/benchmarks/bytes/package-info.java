/**
 * Bytes per sample: the codec beside what the peers' formats take for the same samples, on a synthetic substation whose entropy
 * is known and on any CSV file.
 */
@NullMarked
package io.busbar.benchmarks.bytes;

import org.jspecify.annotations.NullMarked;
