package io.busbar.central.image;

import io.busbar.api.data.DeviceState;
import io.busbar.api.data.SampleBatch;
import java.util.ArrayList;
import java.util.List;

/** A device of a gateway with its points. Guarded by the picture's lock. */
final class DeviceEntry {
  final String name;
  final List<PointEntry> points = new ArrayList<>();
  /** Identities that belong to it, those of its own records too; without one it is out of the picture. */
  int identities;
  DeviceState state = DeviceState.UNKNOWN;
  String reason = "";
  /** Gateway time of the last state record; {@link SampleBatch#NO_TIME} before the first. */
  long stateNs = SampleBatch.NO_TIME;
  /** Place of the last state record in its stream. */
  long statePosition;
  int stateRow;
  /** Gateway time of the last loss: samples up to it are those of before the loss. */
  long lostNs = SampleBatch.NO_TIME;

  DeviceEntry(String name) {
    this.name = name;
  }

  /** Takes a state; returns whether it is newer than the one known. */
  boolean state(DeviceState newState, long gatewayNs, long position, int row) {
    if (position < statePosition || (position == statePosition && row <= stateRow)) {
      return false;
    }
    state = newState;
    stateNs = gatewayNs;
    statePosition = position;
    stateRow = row;
    if (newState.isLost()) {
      lostNs = gatewayNs;
    } else {
      reason = newState == DeviceState.OK ? "" : reason;
      // A gateway clock that was set back must not leave the points of a device that answers lost.
      lostNs = Math.min(lostNs, gatewayNs);
    }
    return true;
  }

  /** Whether a sample of that gateway time is one of before the last loss. */
  boolean wasLostAfter(long gatewayNs) {
    return lostNs != SampleBatch.NO_TIME && gatewayNs <= lostNs;
  }
}
