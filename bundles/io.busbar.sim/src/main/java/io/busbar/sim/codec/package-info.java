/**
 * Modbus as a server sees it: requests out of bytes, replies into bytes, for TCP (MBAP) and RTU framing.
 *
 * <p>MODBUS Application Protocol V1.1b3 and MODBUS over Serial Line V1.02. Pure bytes: no I/O, no time, no threads.
 * Written for the simulator, on purpose not shared with the driver under test, so that a mistake in one
 * does not hide in the other.
 */
@NullMarked
package io.busbar.sim.codec;

import org.jspecify.annotations.NullMarked;
