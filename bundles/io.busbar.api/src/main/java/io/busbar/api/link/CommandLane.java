package io.busbar.api.link;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Who uses {@link LinkLane#COMMAND}: the control bundle, a service at either end. Uplink and central call it on the link's thread, each with
 * its own sessions, and ask it once a duty cycle for what there is to send. Quick, no blocking.
 */
@ConsumerType
public interface CommandLane {
  /** A session is up, or this user has come while one was. */
  void onUp(LinkSession session);

  /** A message of the lane. The array is the user's. */
  void onMessage(LinkSession session, byte[] message);

  /** Nothing is heard of the peer any more, or it is heard again; the session lives. */
  void onSilence(LinkSession session, boolean silent);

  /** A session is over. */
  void onDown(LinkSession session);

  /**
   * Sends what waits, as far as there is room.
   *
   * @param nowNs monotonic time, ns
   * @return whether anything was sent
   */
  boolean work(long nowNs);

  /** How the link's thread is woken when there is something to send; any thread may call it. */
  void wakeWith(Runnable wake);
}
