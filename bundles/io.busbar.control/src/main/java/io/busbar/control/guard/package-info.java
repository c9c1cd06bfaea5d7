/**
 * The one door for controls at a gateway. Plain classes without threads: whoever calls lends the thread, one lock guards all. The
 * intent is durable before a frame is written, the outcome after; what stands between is unknown and never done again by itself.
 */
@NullMarked
package io.busbar.control.guard;

import org.jspecify.annotations.NullMarked;
