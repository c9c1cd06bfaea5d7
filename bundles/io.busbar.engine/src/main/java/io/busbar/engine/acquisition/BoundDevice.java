package io.busbar.engine.acquisition;

import io.busbar.api.data.DeviceState;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.DeviceCounters;
import io.busbar.engine.shard.Source;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A device of a channel: what is bound and how it is doing. Written by the channel's thread, read by views. */
public final class BoundDevice {
  private final DeviceCounters counters = new DeviceCounters();
  private final Map<Integer, String> faults = new ConcurrentHashMap<>();
  private volatile DeviceBinding binding;
  private volatile Source source;
  private volatile DeviceState state = DeviceState.UNKNOWN;
  private volatile String reason = "";

  BoundDevice(DeviceBinding binding, Source source) {
    this.binding = binding;
    this.source = source;
  }

  void rebind(DeviceBinding newBinding, Source newSource) {
    binding = newBinding;
    source = newSource;
    faults.clear();
  }

  /** Sets how it is doing; returns whether the state is another one. */
  boolean change(DeviceState newState, String newReason) {
    boolean changed = newState != state;
    state = newState;
    reason = newReason;
    return changed;
  }

  /** Whether an input handle is one of its own. */
  boolean owns(int inputHandle) {
    Source now = source;
    return inputHandle >= now.handle() && inputHandle < now.handle() + now.slots();
  }

  void fault(int inputHandle, String text) {
    if (text.isEmpty()) {
      faults.remove(inputHandle);
    } else {
      faults.put(inputHandle, text);
    }
  }

  /** What it is bound to. */
  public DeviceBinding binding() {
    return binding;
  }

  Source source() {
    return source;
  }

  /** Its counters. */
  public DeviceCounters counters() {
    return counters;
  }

  /** How it is doing. */
  public DeviceState state() {
    return state;
  }

  /** Why, and what to do. */
  public String reason() {
    return reason;
  }

  /** What is wrong at the device with an input of a point of its row, empty if nothing is. */
  public String fault(int firstSlot, int inputs) {
    if (!faults.isEmpty()) {
      for (int slot = firstSlot; slot < firstSlot + inputs; slot++) {
        String fault = faults.get(source.handle() + slot);
        if (fault != null) {
          return fault;
        }
      }
    }
    return "";
  }
}
