/**
 * Runs pairs of programs over an emulated radio, each pair in network namespaces of its own: {@code test/emulator/radiolink.c}
 * compiled at the start. What programs print is read as lines of words; times are the monotonic clock of the machine, which
 * all processes share.
 */
@NullMarked
package io.busbar.benchmarks.radio;

import org.jspecify.annotations.NullMarked;
