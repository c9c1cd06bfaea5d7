package io.busbar.driver.modbus.codec;

import org.jspecify.annotations.Nullable;

/**
 * How a device offers its own event buffer: a window of the oldest events that are not released yet, and a register
 * whose write releases all events up to a sequence number.
 *
 * @param count how many records of the window are valid; null if a record without one has sequence number 0
 * @param last sequence number given last, for telling a device that has begun anew; null if there is none
 * @param overflow how many events the device dropped; null if there is none
 * @param window first register of the first record
 * @param records how many records the window has
 * @param format of one record
 * @param release where the sequence number is written; null if the device wants none
 * @param everyNs how often it is looked at, ns
 * @param timeQuality what is known of the device's clock: {@link io.busbar.api.data.TimeQuality}
 */
public record EventLayout(ReadTarget.@Nullable Cells count, ReadTarget.@Nullable Cells last, ReadTarget.@Nullable Cells overflow,
    ReadTarget.Cells window, int records, EventFormat format, ReadTarget.@Nullable Cells release, long everyNs, byte timeQuality) {
  /** Most records of a window. */
  public static final int MAX_RECORDS = 1_000;
}
