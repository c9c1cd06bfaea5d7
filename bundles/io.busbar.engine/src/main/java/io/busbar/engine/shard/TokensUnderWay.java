package io.busbar.engine.shard;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How many resume tokens of each device were offered and are not durable yet. Whoever binds a device to a driver that does not know it
 * waits until there are none: the journal's token would be older than what is under way, and the device would tell it all again.
 * Thread-safe.
 */
public final class TokensUnderWay {
  private final ConcurrentMap<String, Integer> byDevice = new ConcurrentHashMap<>();

  void offered(String device) {
    byDevice.merge(device, 1, Integer::sum);
  }

  void settled(String device) {
    byDevice.computeIfPresent(device, (name, count) -> count == 1 ? null : count - 1);
  }

  /** Whether something that a device told is not durable yet. */
  public boolean isAny(String device) {
    return byDevice.containsKey(device);
  }
}
