package io.busbar.security.link;

import io.busbar.api.link.LinkRecords;
import io.busbar.api.link.LinkRefusal;
import io.busbar.api.link.LinkSecurity;
import io.busbar.security.cipher.Hash;
import io.busbar.security.cipher.X25519;
import io.busbar.security.noise.Initiator;
import io.busbar.security.noise.Noise;
import io.busbar.security.noise.Responder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/** One end under {@value Noise#PROTOCOL} and AES-256-CCM. One thread. */
public final class NoiseSecurity implements LinkSecurity {
  /** Secrets of a waiting end at most: each costs a hash per datagram of a stranger. */
  public static final int MAX_SECRETS = 4;

  private static final byte[] STAMP_LABEL = "busbar stamp".getBytes(StandardCharsets.US_ASCII);

  private final X25519 own;
  private final Ephemerals ephemerals;
  private final byte[] waiter;
  private final List<byte[]> secrets;
  private final List<Mac> stamps = new ArrayList<>();
  private final Admission admission;
  private final byte[] context = new byte[Long.BYTES];
  private final byte[] mac = new byte[Hash.BYTES];

  private NoiseSecurity(X25519 own, Ephemerals ephemerals, byte[] waiter, List<byte[]> secrets, Admission admission) {
    this.own = own;
    this.ephemerals = ephemerals;
    this.waiter = waiter.clone();
    this.secrets = List.copyOf(secrets);
    this.admission = admission;
    secrets.forEach(secret -> stamps.add(Hash.mac(Hash.hmac(secret, STAMP_LABEL, waiter))));
  }

  /** The dialling end: knows central's public key and a secret. */
  public static NoiseSecurity dialling(X25519 own, Ephemerals ephemerals, byte[] central, byte[] secret) {
    return new NoiseSecurity(own, ephemerals, central, List.of(secret), (key, name, proven) -> LinkRefusal.NONE);
  }

  /**
   * The waiting end.
   *
   * @param secrets that peers may know, at most {@link #MAX_SECRETS}
   */
  public static NoiseSecurity waiting(X25519 own, Ephemerals ephemerals, List<byte[]> secrets, Admission admission) {
    if (secrets.isEmpty() || secrets.size() > MAX_SECRETS) {
      throw new IllegalArgumentException(secrets.size() + " secrets; 1 to " + MAX_SECRETS + " are possible");
    }
    return new NoiseSecurity(own, ephemerals, own.publicKey(), secrets, admission);
  }

  @Override
  public String describe() {
    return "encrypted (" + Noise.PROTOCOL + ", AES-256-CCM)";
  }

  @Override
  public int secrets() {
    return secrets.size();
  }

  @Override
  public boolean letsPlainIn() {
    return admission.letsPlainIn();
  }

  @Override
  public LinkRefusal plainRefusal(String name) {
    return admission.plainRefusal(name);
  }

  @Override
  public boolean isPlain() {
    return false;
  }

  @Override
  public int helloOverheadBytes() {
    return Noise.HELLO_OVERHEAD_BYTES;
  }

  @Override
  public int welcomeOverheadBytes() {
    return Noise.WELCOME_OVERHEAD_BYTES;
  }

  @Override
  public long stamp(int secret, byte[] bytes, int length, long known) {
    ByteBuffer.wrap(context).putLong(known);
    Mac hash = stamps.get(secret);
    hash.update(context);
    hash.update(bytes, 0, length);
    try {
      hash.doFinal(mac, 0);
    } catch (javax.crypto.ShortBufferException e) {
      throw new IllegalStateException("a hash has " + Hash.BYTES + " bytes", e);
    }
    return ByteBuffer.wrap(mac).getLong();
  }

  @Override
  public int recognise(byte[] bytes, int length, long known, long stamp) {
    int found = -1;
    for (int i = 0; i < secrets.size(); i++) {
      found = stamp(i, bytes, length, known) == stamp ? i : found;
    }
    return found;
  }

  @Override
  public Call call(byte[] prologue, byte[] payload) {
    Initiator initiator = new Initiator(own, waiter, ephemerals.next(prologue, payload), secrets.get(0), prologue, payload);
    return new Call() {
      @Override
      public byte[] message() {
        return initiator.message();
      }

      @Override
      public @Nullable Opened opened(byte[] answer) {
        Initiator.Finished finished = initiator.read(answer);
        return finished == null ? null : new Opened(finished.payload(), new NoiseRecords(finished.keys(), true, waiter));
      }

      @Override
      public void forget() {
        initiator.forget();
      }
    };
  }

  @Override
  public @Nullable Answer answer(int secret, byte[] prologue, byte[] message) {
    Responder responder = Responder.read(own, prologue, message);
    return responder == null ? null : new NoiseAnswer(responder, secrets.get(secret), message);
  }

  /** An answer that is written when its payload is known. */
  private final class NoiseAnswer implements Answer {
    private final Responder responder;
    private final byte[] psk;
    private final byte[] hello;
    private final byte[] peer;
    private @Nullable NoiseRecords records;

    NoiseAnswer(Responder responder, byte[] psk, byte[] hello) {
      this.responder = responder;
      this.psk = psk;
      this.hello = hello;
      this.peer = responder.peer();
    }

    @Override
    public byte[] payload() {
      return responder.payload();
    }

    @Override
    public byte[] message(byte[] payload) {
      Responder.Finished finished = responder.write(ephemerals.next(hello, payload), psk, payload);
      if (finished == null) {
        // Both keys were multiplied with ours when the hello was read, and neither was of small order.
        throw new IllegalStateException("a point of small order that was not one before");
      }
      records = new NoiseRecords(finished.keys(), false, peer);
      return finished.message();
    }

    @Override
    public LinkRecords records() {
      NoiseRecords keys = records;
      if (keys == null) {
        throw new IllegalStateException("the answer is not written yet");
      }
      return keys;
    }

    @Override
    public LinkRefusal refusal(String name, boolean proven) {
      return admission.refusal(peer, name, proven);
    }
  }
}
