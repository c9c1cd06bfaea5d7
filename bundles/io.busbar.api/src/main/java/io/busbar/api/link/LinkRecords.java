package io.busbar.api.link;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Keys of one session at one end: seals and opens packets, and steps to new keys by itself. Packet numbers are the caller's:
 * it never seals two packets with one number and never opens a number twice. The link's thread only; no allocation per packet.
 */
@ProviderType
public interface LinkRecords {
  /** The session's identity, the same at both ends and never the same for two sessions. */
  long session();

  /** Fingerprint of the key that the peer has proven to have, for people; empty if nothing is encrypted. */
  default String peerKey() {
    return "";
  }

  /** Bytes that a sealed packet is longer than a written one: short for telemetry, long for what acts or changes something. */
  int tagBytes(boolean longTag);

  /**
   * Readies the key for a packet, which may be a new one.
   *
   * @param number the packet that will be sealed next
   * @param acknowledged highest number of ours that the peer is known to have, −1 if none
   * @param nowNs monotonic time, ns
   * @return the phase that the packet's header says, 0 or 1
   */
  int phase(long number, long acknowledged, long nowNs);

  /**
   * Seals a packet in place: the header stays readable and is authenticated, the rest is encrypted, the tag follows.
   *
   * @param number 1 or more, higher than any before
   * @return the packet's length with the tag
   */
  int seal(byte[] packet, int header, int length, long number, boolean longTag);

  /**
   * Opens a packet in place.
   *
   * @param number its full number as the caller reckons it
   * @param phase what its header says, 0 or 1
   * @param longTag what its header says
   * @return where its content ends, or −1 if it is not authentic: then the bytes after the header are spoilt
   */
  int open(byte[] packet, int header, int length, long number, int phase, boolean longTag);

  /** Erases the keys as far as the machine allows. */
  void forget();
}
