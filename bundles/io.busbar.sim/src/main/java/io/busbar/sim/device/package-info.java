/**
 * Devices that behave as their kind does: feeder relay, transformer monitor, photovoltaic inverter.
 *
 * <p>A device is a register image plus a model that moves it. The model is advanced lazily to the present moment whenever the device is
 * asked or ticked; actions that lie between two calls (a breaker opens 60 ms after the trip) happen at their own exact time and carry
 * it in the event buffer. Everything follows from the seed and the times passed in. A device is not thread-safe; its server holds a lock.
 */
@NullMarked
package io.busbar.sim.device;

import org.jspecify.annotations.NullMarked;
