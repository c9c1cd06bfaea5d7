/**
 * What desk and guard say to each other in the lane of commands: messages and their bytes. No I/O, no OSGi, no logging.
 */
@NullMarked
package io.busbar.control.wire;

import org.jspecify.annotations.NullMarked;
