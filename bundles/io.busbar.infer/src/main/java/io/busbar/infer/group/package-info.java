/**
 * From devices to kinds. Two devices are exactly alike when their points are, with addresses counted from where each device begins.
 * Devices that no other is exactly like are compared with the kinds that share names of points with them: where a device begins is
 * then what most of its points say, so that one moved or missing point does not move all others.
 */
@NullMarked
package io.busbar.infer.group;

import org.jspecify.annotations.NullMarked;
