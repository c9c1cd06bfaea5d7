/**
 * Serial ports as lines on jSerialComm, who holds a port according to {@code /proc}, and what a refused port means for
 * a technician.
 */
@NullMarked
package io.busbar.transport.serial;

import org.jspecify.annotations.NullMarked;
