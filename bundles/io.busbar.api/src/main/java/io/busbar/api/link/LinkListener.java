package io.busbar.api.link;

import org.osgi.annotation.versioning.ConsumerType;

/** The user of a link end point. Called on the link's thread. */
@ConsumerType
public interface LinkListener {
  /** What a dialling end says about itself when it opens a session (journal epoch, heads). At most 4 KiB. */
  byte[] hello();

  /**
   * A waiting end's answer to a peer's hello: what it has already. At most 16 KiB. Called again for a repeated hello.
   *
   * @param peer name of the peer
   * @param hello what it said
   */
  byte[] welcome(String peer, byte[] hello);

  /**
   * A session is up.
   *
   * @param peerWords the hello at the waiting end, the welcome at the dialling end
   */
  void onUp(LinkSession session, byte[] peerWords);

  /** A message, the next of its lane. The array is the listener's. */
  void onMessage(LinkSession session, LinkLane lane, long number, byte[] message);

  /** The peer has made durable what was sent in a lane up to a number. Numbers increase. */
  void onDurable(LinkSession session, LinkLane lane, long upTo);

  /** A lane that had refused a message has room again. */
  void onSpace(LinkSession session, LinkLane lane);

  /**
   * Nothing is heard of the peer any more, or it is heard again. The session lives on: what was sent waits in its lanes, and
   * goes on where it was, however long that takes, unless {@link #onDown} follows.
   *
   * @param reason why the link counts as down; empty when it is heard again
   */
  default void onSilence(LinkSession session, boolean silent, String reason) {
    // Whoever only sends and receives need not know.
  }

  /**
   * At a waiting end: two peers call by one name, and each takes the other's place. Said again as long as that goes on, every few
   * seconds.
   */
  default void onNameTwice(String peer) {
    // Whoever only sends and receives need not know.
  }

  /** The session is over; messages that are not reported durable may or may not have arrived. */
  void onDown(LinkSession session, String reason);
}
