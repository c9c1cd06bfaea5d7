package io.busbar.sim.server;

import io.busbar.sim.device.SimDevice;
import io.busbar.sim.fault.FaultPlan;

/**
 * A device on a line. Whoever touches {@code device} or {@code faults} holds the monitor of this object.
 *
 * @param number number in the reply log
 * @param name   for people
 * @param unit   unit identifier on its line, 1 to 247
 */
public record SimUnit(int number, String name, int unit, SimDevice device, FaultPlan faults) {
}
