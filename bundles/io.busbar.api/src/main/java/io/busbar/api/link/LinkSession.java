package io.busbar.api.link;

import org.osgi.annotation.versioning.ProviderType;

/** A session with one peer, while it is up. Link's thread only. */
@ProviderType
public interface LinkSession {
  /** Largest message in bytes. */
  int MAX_MESSAGE_BYTES = 64_000;

  /** The peer's name. */
  String peer();

  /**
   * Sends a message; it arrives once and in order within its lane while the session lives.
   *
   * @return its number in the lane, from 1; −1 if the lane's queue is full, then {@link LinkListener#onSpace} follows
   */
  long send(LinkLane lane, byte[] message);

  /** Bytes that a lane still takes before {@link #send} returns −1. */
  int room(LinkLane lane);

  /** Tells the peer that everything it sent in that lane up to that number is durable here. Cheap; rides in acknowledgements. */
  void durable(LinkLane lane, long upTo);

  /** This moment, for an order that is accepted now and sent to the peer, perhaps later. */
  default LinkMark mark() {
    return new LinkMark(0, 0);
  }

  /**
   * How old at most something is that quotes a moment which the peer has marked.
   *
   * @param nowNs monotonic time, ns
   * @return ns; {@link Long#MAX_VALUE} if nothing is known, as of a session before a restart: then it is confirmed anew or refused
   */
  default long ageNs(LinkMark mark, long nowNs) {
    return Long.MAX_VALUE;
  }

  /** Ends the session, telling the peer why. */
  void end(String reason);
}
