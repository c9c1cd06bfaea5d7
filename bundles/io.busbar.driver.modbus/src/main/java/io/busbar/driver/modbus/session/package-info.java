/**
 * The polling master: one {@link io.busbar.driver.modbus.session.ModbusDriver} per channel does one request a step.
 *
 * <p>What wants the line is a {@link io.busbar.driver.modbus.session.Task}: a block of values, or a device's event
 * buffer. The {@link io.busbar.driver.modbus.session.Poller} takes the one that is due longest, asks, and tells the task
 * what came of it; it keeps retries, the late window of a serial line and each device's health
 * ({@link io.busbar.driver.modbus.session.DeviceHealth}) to itself, so that a task knows values only. Lost devices share
 * a fixed part of the line's time ({@link io.busbar.driver.modbus.session.ProbeBudget}). Time, line and engine are
 * injected; tests script them.
 */
@NullMarked
package io.busbar.driver.modbus.session;

import org.jspecify.annotations.NullMarked;
