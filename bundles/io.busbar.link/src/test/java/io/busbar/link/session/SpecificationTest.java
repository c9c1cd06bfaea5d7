package io.busbar.link.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.link.KeyLine;
import io.busbar.api.link.LinkRecords;
import io.busbar.api.link.LinkRefusal;
import io.busbar.api.link.LinkSecurity;
import io.busbar.api.time.BusClock;
import io.busbar.link.codec.HandshakeParts;
import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketReader;
import io.busbar.security.cipher.AesCcm;
import io.busbar.security.cipher.Fingerprint;
import io.busbar.security.cipher.Hash;
import io.busbar.security.cipher.X25519;
import io.busbar.security.link.Ephemerals;
import io.busbar.security.link.NoiseSecurity;
import io.busbar.security.noise.Initiator;
import io.busbar.security.noise.SessionKeys;
import io.busbar.testkit.vectors.VectorFile.Vector;
import io.busbar.testkit.vectors.VectorFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The vectors of io.busbar.security are what this implementation does, step by step, and what it understands: each datagram is made
 * from its fields and read again.
 */
class SpecificationTest {
  private VectorFile file;
  private X25519 gateway;
  private X25519 central;
  private LinkSecurity dialler;
  private LinkSecurity waiter;

  @BeforeEach
  void keys() throws IOException {
    file = Vectors.read("../io.busbar.security", "handshake");
    Vector keys = file.vector("keys");
    gateway = X25519.of(keys.bytes("gateway private"));
    central = X25519.of(keys.bytes("central private"));
    dialler = dialler();
    waiter = NoiseSecurity.waiting(central, ephemerals("central"), List.of(keys.bytes("secret")), (key, name, proven) -> LinkRefusal.NONE);
  }

  private LinkSecurity dialler() {
    return NoiseSecurity.dialling(gateway, ephemerals("gateway"), central.publicKey(), file.vector("keys").bytes("secret"));
  }

  @Test
  void handshake() throws IOException {
    Vector keys = file.vector("keys");
    byte[] secret = keys.bytes("secret");
    keys.made("gateway public", gateway.publicKey());
    keys.made("central public", central.publicKey());
    keys.made("central fingerprint", Fingerprint.of(central.publicKey()));
    keys.made("central line", new KeyLine(central.publicKey(), secret).text());
    keys.made("gateway line", new KeyLine(gateway.publicKey(), new byte[0]).text());
    keys.made("stamp key", Hash.hmac(secret, ascii("busbar stamp"), central.publicKey()));
    Vector hello = file.vector("hello");
    int id = (int) hello.number("handshake id");
    byte[] prologue = Prologue.of(id);
    hello.made("prologue", prologue);
    byte[] freshKey = fresh("gateway", prologue, hello.bytes("payload"));
    LinkSecurity.Call call = dialler.call(prologue, hello.bytes("payload"));
    hello.made("message", call.message());
    Calling calling = new Calling(dialler(), id, new Peer(1, null, null), hello.bytes("payload"), 64, 0);
    parts(file.vector("hello in parts of 64 bytes"), calling.datagrams(), waiter, call.message());
    Vector proven = file.vector("hello in parts of 64 bytes after a challenge");
    calling.prove(proven.number("cookie"));
    parts(proven, calling.datagrams(), waiter, call.message());
    LinkSecurity.Answer answer = waiter.answer(0, prologue, call.message());
    assertThat(answer.payload()).isEqualTo(hello.bytes("payload"));
    Vector welcome = file.vector("welcome");
    fresh("central", call.message(), welcome.bytes("payload"));
    byte[] message = answer.message(welcome.bytes("payload"));
    welcome.made("message", message);
    List<byte[]> welcomes = HandshakeParts.cut(PacketLayout.WELCOME, id, message, 64);
    welcomes.forEach(part -> Stamps.put(part, waiter.stamp(0, part, part.length - 8, 0)));
    parts(file.vector("welcome in parts of 64 bytes"), welcomes, dialler, message);
    LinkSecurity.Opened opened = call.opened(message);
    assertThat(opened.payload()).isEqualTo(welcome.bytes("payload"));
    assertThat(opened.records().session()).isEqualTo(answer.records().session());
    session(new Initiator(gateway, central.publicKey(), X25519.of(freshKey), secret, prologue, hello.bytes("payload")), message);
    beforeASession(id);
    Vectors.check(file, "../io.busbar.security", "handshake");
  }

  private void session(Initiator initiator, byte[] message) {
    Vector session = file.vector("session");
    SessionKeys keys = initiator.read(message).keys();
    session.made("handshake hash", keys.hash());
    session.made("session", Arrays.copyOf(keys.hash(), 8));
    chain(session, "gateway", keys.dialler());
    chain(session, "central", keys.waiter());
  }

  private static void chain(Vector session, String who, byte[] secret) {
    byte[] step = secret;
    for (int i = 0; i < 2; i++) {
      session.made(who + " secret " + i, step);
      session.made(who + " key " + i, Hash.expand(step, "busbar key", 32));
      session.made(who + " iv " + i, Hash.expand(step, "busbar iv", AesCcm.NONCE_BYTES));
      step = Hash.expand(step, "busbar next", 32);
    }
  }

  private void beforeASession(int id) {
    Vector challenge = file.vector("challenge");
    stamped(challenge, ByteBuffer.allocate(21).put((byte) PacketLayout.CHALLENGE).putInt(id).putLong(challenge.number("cookie")));
    Vector reset = file.vector("reset");
    stamped(reset, ByteBuffer.allocate(15).put((byte) PacketLayout.RESET).putShort((short) reset.number("connection")).put(reset.bytes("tail")));
    Vector invite = file.vector("invite");
    stamped(invite, ByteBuffer.allocate(12).put((byte) PacketLayout.INVITE).put((byte) invite.number("slots"))
        .putShort((short) invite.number("slot ms")));
  }

  private void stamped(Vector vector, ByteBuffer datagram) {
    byte[] bytes = datagram.array();
    Stamps.put(bytes, waiter.stamp(0, bytes, bytes.length - 8, 0));
    PacketReader reader = new PacketReader();
    reader.begin(bytes, bytes.length);
    long stamp = reader.takeStamp();
    assertThat(dialler.recognise(bytes, reader.end(), 0, stamp)).isZero();
    vector.made("datagram", bytes);
  }

  /** Parts are as written, their stamps are right, and together, the last first, they are the message. */
  private static void parts(Vector vector, List<byte[]> parts, LinkSecurity receiver, byte[] message) {
    HandshakeParts together = new HandshakeParts();
    PacketReader reader = new PacketReader();
    HandshakeParts.Taken taken = HandshakeParts.Taken.MORE;
    for (int i = 0; i < parts.size(); i++) {
      vector.made("part " + i, parts.get(i));
    }
    for (int i = parts.size() - 1; i >= 0; i--) {
      assertThat(parts.get(i).length).isLessThanOrEqualTo((int) vector.number("max payload"));
      reader.begin(parts.get(i), parts.get(i).length);
      long stamp = reader.takeStamp();
      assertThat(receiver.recognise(parts.get(i), reader.end(), vector.number("cookie"), stamp)).isZero();
      reader.u8();
      reader.u32();
      taken = together.take(reader);
    }
    assertThat(taken).isEqualTo(HandshakeParts.Taken.COMPLETE);
    assertThat(together.message()).isEqualTo(message);
  }

  /** A fresh key as section 4 says, computed apart from the product. */
  private byte[] fresh(String who, byte[]... says) {
    Vector fresh = file.vector(who.equals("gateway") ? "fresh key of the gateway" : "fresh key of central");
    byte[] counters = ByteBuffer.allocate(32).putLong(fresh.number("starts")).putLong(fresh.number("number")).putLong(fresh.number("wall ns"))
        .putLong(fresh.number("monotonic ns")).array();
    byte[] key = Hash.hmac(file.vector("keys").bytes(who + " private"), ascii("busbar ephemeral"), fresh.bytes("random"), counters,
        Hash.sha256(says));
    fresh.made("private", key);
    fresh.made("public", X25519.of(key).publicKey());
    return key;
  }

  private Ephemerals ephemerals(String who) {
    Vector fresh = file.vector(who.equals("gateway") ? "fresh key of the gateway" : "fresh key of central");
    ByteBuffer entropy = ByteBuffer.wrap(fresh.bytes("random"));
    BusClock clock = new BusClock() {
      @Override
      public long monotonicNs() {
        return fresh.number("monotonic ns");
      }

      @Override
      public long wallNs() {
        return fresh.number("wall ns");
      }
    };
    return new Ephemerals(file.vector("keys").bytes(who + " private"), fresh.number("starts"), clock, entropy::getLong);
  }

  @Test
  void packets() throws IOException {
    byte[] prologue = Prologue.of((int) file.vector("hello").number("handshake id"));
    LinkSecurity.Call call = dialler.call(prologue, file.vector("hello").bytes("payload"));
    LinkSecurity.Answer answer = waiter.answer(0, prologue, call.message());
    LinkRecords here = call.opened(answer.message(file.vector("welcome").bytes("payload"))).records();
    Map<String, LinkRecords> ends = Map.of("gateway", here, "central", answer.records());
    VectorFile packets = Vectors.read("../io.busbar.security", "packets");
    Map<String, byte[]> sealed = new HashMap<>();
    packets.vectors().stream().filter(v -> v.has("from")).sorted((a, b) -> Long.compare(a.number("number"), b.number("number")))
        .forEach(v -> sealed.put(v.name(), seal(v, ends.get(v.text("from")))));
    for (Vector vector : packets.vectors()) {
      if (vector.has("other bit")) {
        refuse(vector, packets.vector(vector.text("of")), sealed.get(vector.text("of")).clone(), answer.records());
      } else {
        boolean fromGateway = vector.text("from").equals("gateway");
        open(vector, sealed.get(vector.name()).clone(), ends.get(fromGateway ? "central" : "gateway"));
      }
    }
    Vectors.check(packets, "../io.busbar.security", "packets");
  }

  private byte[] seal(Vector vector, LinkRecords records) {
    long number = vector.number("number");
    boolean longTag = vector.text("long tag").equals("yes");
    boolean wide = PacketLayout.needsWide(number, vector.number("acknowledged"));
    int phase = records.phase(number, vector.number("acknowledged"), vector.number("at ms") * 1_000_000);
    byte[] content = vector.bytes("content");
    int header = wide ? 4 : 3;
    ByteBuffer out = ByteBuffer.allocate(header + content.length + 16);
    out.put((byte) (0x80 | (longTag ? 0x40 : 0) | phase << 5 | (wide ? 0x10 : 0) | vector.number("connection") >>> 8));
    out.put((byte) vector.number("connection"));
    if (wide) {
      out.put((byte) (number >>> 8));
    }
    out.put((byte) number).put(content);
    int length = records.seal(out.array(), header, header + content.length, number, longTag);
    byte[] sealed = Arrays.copyOf(out.array(), length);
    String who = vector.text("from");
    byte[] nonce = file.vector("session").bytes(who + " iv " + phase);
    for (int i = 0; i < 8; i++) {
      nonce[nonce.length - 1 - i] ^= (byte) (number >>> (8 * i));
    }
    vector.made("key", phase);
    vector.made("nonce", nonce);
    vector.made("datagram", sealed);
    return sealed;
  }

  private static void open(Vector vector, byte[] datagram, LinkRecords records) {
    boolean wide = (datagram[0] & PacketLayout.WIDE_NUMBER) != 0;
    int header = wide ? 4 : 3;
    long highest = vector.number("highest");
    long number = wide ? PacketLayout.expand((datagram[2] & 0xFF) << 8 | datagram[3] & 0xFF, highest)
        : PacketLayout.expandNarrow(datagram[2] & 0xFF, highest);
    assertThat(number).as(vector.name()).isEqualTo(vector.number("number"));
    int end = records.open(datagram, header, datagram.length, number, (datagram[0] & PacketLayout.PHASE) == 0 ? 0 : 1,
        (datagram[0] & PacketLayout.LONG_TAG) != 0);
    assertThat(end).as(vector.name()).isPositive();
    assertThat(Arrays.copyOfRange(datagram, header, end)).as(vector.name()).isEqualTo(vector.bytes("content"));
  }

  private static void refuse(Vector vector, Vector of, byte[] datagram, LinkRecords records) {
    int bit = (int) vector.number("other bit");
    datagram[bit >>> 3] ^= (byte) (1 << (bit & 7));
    vector.made("refused", datagram);
    byte[] copy = datagram.clone();
    boolean longTag = of.text("long tag").equals("yes");
    assertThat(records.open(copy, longTag ? 4 : 3, copy.length, of.number("number"), 0, longTag)).as(vector.name()).isEqualTo(-1);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
