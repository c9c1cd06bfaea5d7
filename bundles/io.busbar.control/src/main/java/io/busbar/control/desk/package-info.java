/**
 * Where orders are handed in at central, and who follows them until they have an outcome. Plain classes without threads.
 */
@NullMarked
package io.busbar.control.desk;

import org.jspecify.annotations.NullMarked;
