/**
 * The link of IEC 60870-5-101 as pure logic: frames of format class FT1.2 (IEC 60870-5-1), and the procedures of IEC 60870-5-2.
 * {@link io.busbar.iec60870.ft12.Ft12Stream} cuts bytes into frames and finds its way back after noise;
 * {@link io.busbar.iec60870.ft12.UnbalancedPrimary} is what a master knows of one station on a line that it polls,
 * {@link io.busbar.iec60870.ft12.UnbalancedSecondary} that station, and {@link io.busbar.iec60870.ft12.BalancedLink} one end of a line
 * on which both may begin. Nothing here reads a line or a clock.
 */
@NullMarked
package io.busbar.iec60870.ft12;

import org.jspecify.annotations.NullMarked;
