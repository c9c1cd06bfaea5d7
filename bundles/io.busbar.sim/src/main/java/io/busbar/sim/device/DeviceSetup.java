package io.busbar.sim.device;

import io.busbar.sim.log.ReplyLog;
import java.util.random.RandomGenerator;

/**
 * What every device model needs.
 *
 * @param number number of the device in the reply log
 * @param time   simulated time of day
 * @param random the device's own source of chance
 * @param log    where generated and released events are written
 */
public record DeviceSetup(int number, DayTime time, RandomGenerator random, ReplyLog log) {
}
