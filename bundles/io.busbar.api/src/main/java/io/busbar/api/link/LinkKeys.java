package io.busbar.api.link;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * This machine's keys for the link, and whom it trusts; a service of the security bundle. Any thread; {@link #dialling} and
 * {@link #waiting} read and write files, the rest only remembers.
 */
@ProviderType
public interface LinkKeys {
  /**
   * What protects a call to central.
   *
   * @param line what central printed: {@code busbar1:…}; empty for the one that {@code busbar key trust} has put down
   * @return null if no line is known: then only a call to this machine itself may go without
   * @throws IllegalArgumentException if that is no such line, with what to do
   * @throws IOException if our own key can neither be read nor made, with what to do
   */
  @Nullable LinkSecurity dialling(String line) throws IOException;

  /**
   * What protects central.
   *
   * @param plainToo peers without a key are let in beside: only where nobody but this machine can call
   * @throws IOException if our own key can neither be read nor made, with what to do
   */
  LinkSecurity waiting(boolean plainToo) throws IOException;

  /** The line that a gateway's {@code site.yaml} needs, {@code central: {key: …}}; empty where nobody is waited for. */
  String line();

  /** Fingerprint of our own public key, in groups to read aloud; empty if there is none yet. */
  String fingerprint();

  /**
   * Fingerprint of central's key that a call would go to; empty if no line is known. Reads a file.
   *
   * @param line as for {@link #dialling}
   */
  default String trusted(String line) {
    return "";
  }

  /**
   * The line that gives our own public key to the other end: of a gateway {@code busbar1-gateway:…}, which is no secret; of central
   * {@link #line()}, which holds one. Empty if there is no key yet.
   */
  default String ownLine() {
    return "";
  }

  /**
   * A line as a QR code.
   *
   * @return an SVG image; empty if the line is too long
   */
  default String qrCode(String text) {
    return "";
  }

  /**
   * Lets a peer in that waits or was refused; it calls again by itself. At central; blocks for a file.
   *
   * @throws IllegalArgumentException if none has that key, with what to do
   * @throws IOException if it cannot be written down
   */
  default void accept(String fingerprint) throws IOException {
    throw new IllegalArgumentException("no keys are kept here");
  }

  /**
   * Refuses a peer that waits: it is not listed as waiting again. At central; blocks for a file.
   *
   * @throws IllegalArgumentException if none waits with that key, with what to do
   * @throws IOException if it cannot be written down
   */
  default void refuse(String fingerprint) throws IOException {
    throw new IllegalArgumentException("no keys are kept here");
  }

  /**
   * Lets a peer in no more; its session ends within seconds. At central; blocks for a file.
   *
   * @throws IllegalArgumentException if none of that name is let in, with what to do
   * @throws IOException if it cannot be written down
   */
  default void revoke(String name) throws IOException {
    throw new IllegalArgumentException("no keys are kept here");
  }

  /** Peers that have called, and peers that are let in. */
  List<KnownPeer> peers();

  /** How a peer stands. */
  enum Standing {
    /** It is let in. */
    ACCEPTED,
    /** It knows our secret and waits to be accepted. */
    WAITING,
    /** It knows our secret, and its name belongs to another key. */
    NAME_TAKEN,
    /** It was refused or revoked. */
    REFUSED
  }

  /**
   * A peer.
   *
   * @param name what it calls itself
   * @param fingerprint of its public key
   * @param standing whether it is let in
   * @param seenNs wall time at which it was first seen since our start, ns; 0 if not
   */
  record KnownPeer(String name, String fingerprint, Standing standing, long seenNs) {}
}
