/**
 * The master: what a controlling station does with the stations of one channel, whichever link carries it.
 *
 * <p>A {@link io.busbar.driver.iec60870.master.StationMaster} per device interrogates, reads counters, sets the clock and sends commands, one
 * request after the other, through a {@link io.busbar.driver.iec60870.master.UnitOutput}. A {@link io.busbar.driver.iec60870.master.Sampler}
 * makes samples of what comes. Each link is a driver of its own: {@link io.busbar.driver.iec60870.master.Driver104},
 * {@link io.busbar.driver.iec60870.master.Driver101Unbalanced}, {@link io.busbar.driver.iec60870.master.Driver101Balanced}. What came is released
 * towards the station only when the engine says that it is settled ({@link io.busbar.driver.iec60870.master.SettleWindow}); what a station sends
 * again because it missed that is recognised ({@link io.busbar.driver.iec60870.master.EventMemory}). Everything runs on the channel's thread.
 */
@NullMarked
package io.busbar.driver.iec60870.master;

import org.jspecify.annotations.NullMarked;
