/**
 * Lines and bearers: this bundle owns every serial port and socket that the gateway has open.
 *
 * <p>The packages below are plain Java ({@link io.busbar.transport.line} leases, back-off and taps;
 * {@link io.busbar.transport.tcp}, {@link io.busbar.transport.serial} and {@link io.busbar.transport.udp} what is
 * behind them); this one only registers them as services. jSerialComm is used in one class,
 * {@code serial.JSerialCommPort}, and nowhere else.
 */
@NullMarked
package io.busbar.transport;

import org.jspecify.annotations.NullMarked;
