/**
 * The link beside other transports on the same emulated radio: {@code test/benchmarks/run link}. {@link
 * io.busbar.benchmarks.link.LinkBenchmark} plans the runs and reads what they printed; the other classes are the programs at
 * the two ends. Every far end prints how many bytes it had at which time, every cell is judged by the same rule.
 */
@NullMarked
package io.busbar.benchmarks.link;

import org.jspecify.annotations.NullMarked;
