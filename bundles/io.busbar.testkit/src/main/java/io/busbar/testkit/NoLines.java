package io.busbar.testkit;

import io.busbar.api.line.LineHandle;
import io.busbar.api.line.LineService;
import io.busbar.api.line.LineSpec;
import io.busbar.api.line.LineTap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A line service without lines, for drivers that need none; it lets tests put bytes before taps. Thread-safe. */
public final class NoLines implements LineService {
  private final Map<String, LineTap> taps = new ConcurrentHashMap<>();
  private final List<String> released = new CopyOnWriteArrayList<>();

  @Override
  public LineHandle lease(String channel, LineSpec spec) {
    throw new UnsupportedOperationException("this test has no lines, and channel " + channel + " wants " + spec.key());
  }

  @Override
  public void release(String channel) {
    released.add(channel);
  }

  @Override
  public AutoCloseable tap(String channel, LineTap tap) {
    taps.put(channel, tap);
    return () -> taps.remove(channel, tap);
  }

  @Override
  public List<PortInfo> ports() {
    return List.of();
  }

  /** The tap of a channel sees bytes, if there is one. */
  public void see(String channel, boolean sent, long monotonicNs, byte[] bytes) {
    LineTap tap = taps.get(channel);
    if (tap != null) {
      tap.bytes(sent, monotonicNs, bytes, 0, bytes.length);
    }
  }

  /** Channels whose lines were let go. */
  public List<String> released() {
    return List.copyOf(released);
  }
}
