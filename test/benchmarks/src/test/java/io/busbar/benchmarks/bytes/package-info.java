/** What the readers of other people's series make of odd ones. */
@NullMarked
package io.busbar.benchmarks.bytes;

import org.jspecify.annotations.NullMarked;
