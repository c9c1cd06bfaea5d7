package io.busbar.transport.ways;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.bearer.BearerStatus;
import io.busbar.transport.bearer.Waiting;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The waiting end at one or several addresses: each of its bearers' peers is a peer here, and questions whether a way works
 * are answered where they came from. One thread.
 */
final class GatheredBearer implements Bearer {
  private static final int ECHOES_AT_ONCE = 64;

  private final List<Bearer> members;
  private final Waiting waiting;
  private final int maxPayloadBytes;
  private final int overheadBytes;
  private int next;
  private volatile long tooLong;

  /** Of open bearers that share a place to wait; closes them. */
  GatheredBearer(List<Bearer> members, Waiting waiting) {
    this.members = List.copyOf(members);
    this.waiting = waiting;
    this.maxPayloadBytes = members.stream().mapToInt(Bearer::maxPayloadBytes).max().orElseThrow();
    this.overheadBytes = members.stream().mapToInt(Bearer::overheadBytes).max().orElseThrow();
  }

  /** The largest of all, for what is received; {@link #maxPayloadBytes(int)} for what is sent. */
  @Override
  public int maxPayloadBytes() {
    return maxPayloadBytes;
  }

  @Override
  public int overheadBytes() {
    return overheadBytes;
  }

  @Override
  public int maxPayloadBytes(int peer) {
    return member(peer).maxPayloadBytes();
  }

  @Override
  public int overheadBytes(int peer) {
    return member(peer).overheadBytes();
  }

  @Override
  public String describe(int peer) {
    return member(peer).describe();
  }

  private Bearer member(int peer) {
    return members.get(peer % members.size());
  }

  @Override
  public boolean send(int peer, ByteBuffer datagram) {
    Bearer member = member(peer);
    if (datagram.remaining() > member.maxPayloadBytes()) {
      tooLong++;
      return false;
    }
    return member.send(peer / members.size(), datagram);
  }

  @Override
  public int receive(ByteBuffer into) {
    int echoes = 0;
    for (int silent = 0; silent < members.size() && echoes < ECHOES_AT_ONCE;) {
      Bearer member = members.get(next);
      int peer = member.receive(into);
      if (peer >= 0 && !Echo.isQuestion(into)) {
        int number = peer * members.size() + next;
        advance();
        return number;
      }
      if (peer >= 0) {
        echoes++;
        silent = 0;
        member.send(peer, Echo.answer(Echo.number(into)));
      } else {
        silent++;
        advance();
      }
    }
    into.clear().limit(0);
    return -1;
  }

  /** So that one that is busy does not keep the others waiting. */
  private void advance() {
    next = next + 1 < members.size() ? next + 1 : 0;
  }

  @Override
  public void await(long maxNs) {
    waiting.await(maxNs);
  }

  @Override
  public void wakeUp() {
    waiting.wakeUp();
  }

  @Override
  public String describe() {
    List<String> names = new ArrayList<>();
    members.forEach(member -> names.add(member.describe()));
    return String.join(", ", names);
  }

  @Override
  public List<BearerStatus> ways() {
    List<BearerStatus> all = new ArrayList<>();
    members.forEach(member -> all.addAll(member.ways()));
    return all;
  }

  /** Datagrams that were larger than their way takes. */
  long tooLong() {
    return tooLong;
  }

  @Override
  public void close() {
    members.forEach(Bearer::close);
  }
}
