/**
 * Simulated devices on lines: Modbus TCP, RTU inside TCP, RTU on a serial device.
 *
 * <p>A {@code SimLine} answers for the units on it and logs each reply after it was handed to the operating system. A server reads one
 * byte stream per connection with a thread of its own; late replies leave from one scheduler thread, so that a late unit delays nobody else.
 */
@NullMarked
package io.busbar.sim.server;

import org.jspecify.annotations.NullMarked;
