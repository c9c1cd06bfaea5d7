package io.busbar.driver.modbus.plan;

import io.busbar.driver.modbus.codec.ReadTarget;
import io.busbar.driver.modbus.codec.Sentinels;

/**
 * One value that is polled.
 *
 * @param handle under which its samples go to the engine
 * @param cells where it is read
 * @param sentinels patterns for "not available"
 * @param point for people: {@code energy (feeder.yaml:6)}
 */
public record Item(int handle, ReadTarget.Cells cells, Sentinels sentinels, String point) {
  int offset() {
    return cells.offset();
  }

  int end() {
    return cells.offset() + cells.count();
  }
}
