/** TCP connections as lines, and what a refused or silent connection means for a technician. */
@NullMarked
package io.busbar.transport.tcp;

import org.jspecify.annotations.NullMarked;
