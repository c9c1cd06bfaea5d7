package io.busbar.api.link;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * How one end of a link protects itself: a handshake of two messages, a cheap stamp on every datagram that comes before a
 * session has keys, and {@link LinkRecords} for all that comes after. One profile is one implementation (Noise with AES-CCM
 * records; a checksum for the loopback interface; TLS and DTLS profiles may follow); the link does not know which it has.
 * The link's thread only; nothing blocks.
 */
@ProviderType
public interface LinkSecurity {
  /** For people: what protects this link, or that nothing does and what to do about it. */
  String describe();

  /** Whether what it carries can be read and forged by others. */
  boolean isPlain();

  /** How many secrets are known here, numbered from 0; a dialling end has one. */
  default int secrets() {
    return 1;
  }

  /** Whether peers without encryption are let in beside; only where nobody but this machine can call. */
  default boolean letsPlainIn() {
    return false;
  }

  /**
   * Why a peer without encryption that calls itself so is not let in; {@link LinkRefusal#NONE} if it is.
   *
   * @param name what it calls itself
   */
  default LinkRefusal plainRefusal(String name) {
    return new LinkRefusal(LinkRefusal.Kind.KEY_NEEDED, "this central hears encrypted calls only");
  }

  /** Bytes that the first message is longer than its payload. */
  int helloOverheadBytes();

  /** Bytes that the second message is longer than its payload. */
  int welcomeOverheadBytes();

  /**
   * An 8-byte stamp on a datagram that belongs to no session yet, made of something that both ends know beforehand. It
   * keeps strangers from costing memory and time; it authenticates nobody.
   *
   * @param secret which of the secrets that are known here; a dialling end has just number 0
   * @param context something the other end knows and that is not in the bytes (a cookie), or 0
   */
  long stamp(int secret, byte[] bytes, int length, long context);

  /**
   * Which secret made that stamp.
   *
   * @return its number, or −1 if none of those that are known here did
   */
  int recognise(byte[] bytes, int length, long context, long stamp);

  /**
   * Begins a handshake as the dialling end.
   *
   * @param prologue what both ends know of this handshake; it is authenticated
   * @param payload for the other end, encrypted; may be seen again by it if somebody replays the message
   */
  Call call(byte[] prologue, byte[] payload);

  /**
   * Reads a first message as the waiting end.
   *
   * @param secret what {@link #recognise} gave for its datagrams
   * @return null if it is not authentic
   */
  @Nullable Answer answer(int secret, byte[] prologue, byte[] message);

  /** A handshake that waits for its answer. */
  @ProviderType
  interface Call {
    /** The first message; the same bytes whenever it is sent again. */
    byte[] message();

    /** Reads the answer; null if it is not authentic: the call goes on waiting. */
    @Nullable Opened opened(byte[] answer);

    /** Erases its keys. */
    void forget();
  }

  /**
   * What an authentic answer gives the dialling end.
   *
   * @param payload of the other end
   * @param records keys of the session
   */
  record Opened(byte[] payload, LinkRecords records) {}

  /** An authentic first message at the waiting end. It may be a replay until the first record of the session is. */
  @ProviderType
  interface Answer {
    /** What the dialling end says. */
    byte[] payload();

    /** Makes the second message and the keys; once. */
    byte[] message(byte[] payload);

    /** Keys of the session, after {@link #message}. */
    LinkRecords records();

    /**
     * Why a peer that calls itself so is not let in; {@link LinkRefusal#NONE} if it is. Asked
     * before anything is told to it, and every second while its session lives, so that a revoked key is cut off.
     *
     * @param proven the peer has shown that this is no replay and that it knows the secret: it is worth remembering
     */
    LinkRefusal refusal(String name, boolean proven);
  }
}
