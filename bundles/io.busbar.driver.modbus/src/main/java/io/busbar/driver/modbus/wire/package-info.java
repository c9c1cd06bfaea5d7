/**
 * Requests and replies on a line.
 *
 * <p>j2mod builds the requests and decodes messages for traces ({@link io.busbar.driver.modbus.wire.J2modMessages}, the
 * only class that sees it). Its transports are not used: they open their ports and sockets themselves, repeat writes,
 * take a late reply for the next and throw unchecked exceptions. Here the transport bundle's line is read instead, the
 * reply is found by transaction number (TCP) or by unit, function, length and checksum (RTU), and every outcome is a
 * value. The reply's data stays in place, so that no object is made per register.
 */
@NullMarked
package io.busbar.driver.modbus.wire;

import org.jspecify.annotations.NullMarked;
