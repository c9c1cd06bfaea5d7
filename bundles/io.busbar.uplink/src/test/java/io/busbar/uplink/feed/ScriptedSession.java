package io.busbar.uplink.feed;

import io.busbar.api.journal.StreamId;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkMessages;
import io.busbar.api.link.LinkSession;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A session that keeps what is sent, frees a lane's room only when the test says so, and speaks for central. */
final class ScriptedSession implements LinkSession {
  static final int CAPACITY = 200_000;

  final Map<LinkLane, List<LinkMessages.Message>> sent = new EnumMap<>(LinkLane.class);
  final Map<LinkLane, Integer> used = new EnumMap<>(LinkLane.class);
  String ended = "";

  List<LinkMessages.Message> of(LinkLane lane) {
    return sent.computeIfAbsent(lane, l -> new ArrayList<>());
  }

  /** {@code EVENTS 3}, {@code skipped MODEL 1…4}, {@code heads}. */
  List<String> texts(LinkLane lane) {
    return of(lane).stream().map(message -> {
      if (message instanceof LinkMessages.JournalRecord record) {
        return record.stream() + " " + record.position();
      }
      return message instanceof LinkMessages.Skipped skipped
          ? "skipped " + skipped.stream() + " " + skipped.from() + "…" + skipped.to() : "heads";
    }).filter(text -> !text.equals("heads")).toList();
  }

  List<Long> positions(LinkLane lane, StreamId stream) {
    return of(lane).stream().filter(m -> m instanceof LinkMessages.JournalRecord r && r.stream() == stream)
        .map(m -> ((LinkMessages.JournalRecord) m).position()).toList();
  }

  void freeRoom() {
    used.clear();
  }

  @Override
  public String peer() {
    return "central";
  }

  @Override
  public long send(LinkLane lane, byte[] message) {
    if (room(lane) < message.length) {
      return -1;
    }
    used.merge(lane, message.length, Integer::sum);
    of(lane).add(LinkMessages.read(message));
    return of(lane).size();
  }

  @Override
  public int room(LinkLane lane) {
    return CAPACITY - used.getOrDefault(lane, 0);
  }

  @Override
  public void durable(LinkLane lane, long upTo) {
    throw new AssertionError("the uplink receives nothing that it would keep");
  }

  @Override
  public void end(String reason) {
    ended = reason;
  }
}
