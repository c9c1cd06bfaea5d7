/**
 * The controlled station as pure logic: a process image that is interrogated, events that wait until they are acknowledged, and commands that are
 * handed on. {@link io.busbar.iec60870.station.ControlledStation} knows neither 104 nor 101: units come in through
 * {@link io.busbar.iec60870.station.ControlledStation#receive} and go out when the link asks for the next one
 * ({@link io.busbar.iec60870.station.ControlledStation#next}), so that a full window or a slow line holds back nothing but itself.
 * {@link io.busbar.iec60870.station.Outstation104} is one 104 connection to it. For the simulator and for a station at central. One thread.
 */
@NullMarked
package io.busbar.iec60870.station;

import org.jspecify.annotations.NullMarked;
