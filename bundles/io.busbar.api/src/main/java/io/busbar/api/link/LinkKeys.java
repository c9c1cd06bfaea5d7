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

  /** Peers that have called, and peers that are let in. */
  List<KnownPeer> peers();

  /** How a peer stands. */
  enum Standing {
    /** It is let in. */
    ACCEPTED,
    /** It knows our secret and waits to be accepted. */
    WAITING,
    /** It knows our secret, and its name belongs to another key. */
    NAME_TAKEN
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
