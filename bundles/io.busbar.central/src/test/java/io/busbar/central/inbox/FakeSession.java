package io.busbar.central.inbox;

import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkSession;
import java.util.EnumMap;
import java.util.Map;

/** A session that notes what it is told. */
final class FakeSession implements LinkSession {
  final Map<LinkLane, Long> durable = new EnumMap<>(LinkLane.class);
  String endReason = "";
  private final String peer;

  FakeSession(String peer) {
    this.peer = peer;
  }

  @Override
  public String peer() {
    return peer;
  }

  @Override
  public long send(LinkLane lane, byte[] message) {
    return -1;
  }

  @Override
  public int room(LinkLane lane) {
    return 0;
  }

  @Override
  public void durable(LinkLane lane, long upTo) {
    durable.put(lane, upTo);
  }

  @Override
  public void end(String reason) {
    endReason = reason;
  }

  long durable(LinkLane lane) {
    return durable.getOrDefault(lane, 0L);
  }
}
