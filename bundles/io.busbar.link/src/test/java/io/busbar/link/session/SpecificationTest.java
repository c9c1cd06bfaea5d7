package io.busbar.link.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.link.LinkRecords;
import io.busbar.api.link.LinkSecurity;
import io.busbar.api.time.BusClock;
import io.busbar.api.time.RandomSource;
import io.busbar.link.codec.HandshakeParts;
import io.busbar.link.codec.PacketLayout;
import io.busbar.security.cipher.AesCcm;
import io.busbar.security.cipher.Hash;
import io.busbar.security.cipher.X25519;
import io.busbar.security.cipher.Fingerprint;
import io.busbar.security.keys.KeyLine;
import io.busbar.security.link.Ephemerals;
import io.busbar.security.link.NoiseSecurity;
import io.busbar.security.noise.Initiator;
import io.busbar.security.noise.SessionKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The test vectors that the specification prints are what this implementation does, step by step. */
class SpecificationTest {
  private static final Path DOCUMENT = Path.of("../io.busbar.security/SPECIFICATION.md");
  private static final Pattern VECTOR = Pattern.compile("^([a-z0-9_]+) = ([0-9a-f]+|busbar1\\S*|[0-9A-Z-]+)$", Pattern.MULTILINE);
  private static final int HANDSHAKE = 0x01020304;
  private static final long WALL_NS = 1_700_000_000_000_000_000L;
  private static final long MONOTONIC_NS = 5_000_000_000L;

  @Test
  void everyVectorOfTheDocumentIsRight() throws IOException {
    Map<String, String> written = new LinkedHashMap<>();
    Matcher vectors = VECTOR.matcher(Files.readString(DOCUMENT));
    while (vectors.find()) {
      written.put(vectors.group(1), vectors.group(2));
    }
    assertThat(written).containsExactlyEntriesOf(compute());
  }

  private static Map<String, String> compute() {
    Map<String, String> v = new LinkedHashMap<>();
    byte[] gateway = counting(0x00);
    byte[] central = counting(0x20);
    byte[] secret = counting(0x40);
    X25519 gatewayPair = X25519.of(gateway);
    X25519 centralPair = X25519.of(central);
    put(v, "gateway_private", gateway);
    put(v, "gateway_public", gatewayPair.publicKey());
    put(v, "central_private", central);
    put(v, "central_public", centralPair.publicKey());
    put(v, "secret", secret);
    v.put("central_fingerprint", Fingerprint.of(centralPair.publicKey()));
    v.put("central_line", new KeyLine(centralPair.publicKey(), secret).text());
    v.put("gateway_line", new KeyLine(gatewayPair.publicKey(), new byte[0]).text());
    NoiseSecurity caller = NoiseSecurity.dialling(gatewayPair, new Ephemerals(gateway, 7, clock(), random()), centralPair.publicKey(), secret);
    NoiseSecurity waiter = NoiseSecurity.waiting(centralPair, new Ephemerals(central, 9, clock(), random()), List.of(secret),
        (key, name, proven) -> "");
    byte[] prologue = Prologue.of(HANDSHAKE);
    byte[] terms = ByteBuffer.allocate(6).putShort((short) 250).putShort((short) 64).putShort((short) 0x123).array();
    put(v, "prologue", prologue);
    put(v, "hello_payload", terms);
    put(v, "gateway_ephemeral", ephemeral(gateway, 7, prologue, terms));
    LinkSecurity.Call call = caller.call(prologue, terms);
    put(v, "hello_message", call.message());
    put(v, "stamp_key", Hash.hmac(secret, "busbar stamp".getBytes(StandardCharsets.US_ASCII), centralPair.publicKey()));
    Calling calling = new Calling(caller(gatewayPair, gateway, centralPair, secret), HANDSHAKE, new Peer(1, null, null), terms, 64, 0);
    parts(v, "hello_part", calling.datagrams());
    calling.prove(0x1122334455667788L);
    parts(v, "proven_part", calling.datagrams());
    byte[] welcomeTerms = ByteBuffer.allocate(6).putShort((short) 100).putShort((short) 64).putShort((short) 0x456).array();
    put(v, "welcome_payload", welcomeTerms);
    put(v, "central_ephemeral", ephemeral(central, 9, call.message(), welcomeTerms));
    LinkSecurity.Answer answer = waiter.answer(0, prologue, call.message());
    byte[] welcome = answer.message(welcomeTerms);
    put(v, "welcome_message", welcome);
    List<byte[]> welcomes = HandshakeParts.cut(PacketLayout.WELCOME, HANDSHAKE, welcome, 64);
    welcomes.forEach(part -> Stamps.put(part, waiter.stamp(0, part, part.length - 8, 0)));
    parts(v, "welcome_part", welcomes);
    LinkRecords records = call.opened(welcome).records();
    X25519 fresh = X25519.of(ephemeral(gateway, 7, prologue, terms));
    keys(v, new Initiator(gatewayPair, centralPair.publicKey(), fresh, secret, prologue, terms), welcome);
    put(v, "session", ByteBuffer.allocate(8).putLong(records.session()).array());
    packets(v, records, answer.records());
    byte[] challenge = ByteBuffer.allocate(21).put((byte) PacketLayout.CHALLENGE).putInt(HANDSHAKE).putLong(0x1122334455667788L).array();
    Stamps.put(challenge, waiter.stamp(0, challenge, 13, 0));
    put(v, "challenge", challenge);
    byte[] reset = ByteBuffer.allocate(15).put((byte) PacketLayout.RESET).putShort((short) 0x456).putInt(0xA1B2C3D4).array();
    Stamps.put(reset, waiter.stamp(0, reset, 7, 0));
    put(v, "reset", reset);
    return v;
  }

  private static NoiseSecurity caller(X25519 gatewayPair, byte[] gateway, X25519 centralPair, byte[] secret) {
    return NoiseSecurity.dialling(gatewayPair, new Ephemerals(gateway, 7, clock(), random()), centralPair.publicKey(), secret);
  }

  private static void packets(Map<String, String> v, LinkRecords here, LinkRecords there) {
    assertThat(HexFormat.of().formatHex(packet(here, there, 1, 0x80, false, new byte[] {0, PacketLayout.PING}))).isEqualTo(v.get("packet_1"));
    put(v, "packet_300", packet(here, there, 300, 0xD0, true, new byte[] {5, 0x10, 0, 3, 2, 1, 9}));
    here.phase(301, 300, 0);
    int phase = here.phase(302, 301, 3_600_000_000_001L);
    assertThat(phase).isEqualTo(1);
    put(v, "packet_302", packet(here, there, 302, 0xA0, false, new byte[] {1, 0x40}));
    byte[] reverse = packet(there, here, 1, 0x80, false, new byte[] {0, 0x40});
    put(v, "packet_back_1", reverse);
  }

  private static byte[] packet(LinkRecords from, LinkRecords to, long number, int first, boolean longTag, byte[] content) {
    int header = (first & PacketLayout.WIDE_NUMBER) == 0 ? 3 : 4;
    byte[] packet = new byte[header + content.length + 16];
    packet[0] = (byte) (first | 0x4);
    packet[1] = 0x56;
    packet[2] = (byte) (header == 3 ? number : number >>> 8);
    packet[3] = (byte) number;
    System.arraycopy(content, 0, packet, header, content.length);
    int length = from.seal(packet, header, header + content.length, number, longTag);
    byte[] sealed = Arrays.copyOf(packet, length);
    int phase = (first & PacketLayout.PHASE) == 0 ? 0 : 1;
    assertThat(to.open(packet, header, length, number, phase, longTag)).isEqualTo(header + content.length);
    return sealed;
  }

  /** The keys as the primitives give them, and the first packet put together from them. */
  private static void keys(Map<String, String> v, Initiator initiator, byte[] welcome) {
    SessionKeys keys = initiator.read(welcome).keys();
    put(v, "handshake_hash", keys.hash());
    put(v, "gateway_secret_0", keys.dialler());
    put(v, "central_secret_0", keys.waiter());
    byte[] key = expand(keys.dialler(), "busbar key");
    byte[] salt = Arrays.copyOf(expand(keys.dialler(), "busbar iv"), AesCcm.NONCE_BYTES);
    put(v, "gateway_key_0", key);
    put(v, "gateway_iv_0", salt);
    put(v, "gateway_secret_1", expand(keys.dialler(), "busbar next"));
    salt[AesCcm.NONCE_BYTES - 1] ^= 1;
    put(v, "nonce_1", salt);
    byte[] packet = new byte[13];
    packet[0] = (byte) 0x84;
    packet[1] = 0x56;
    packet[2] = 1;
    packet[4] = PacketLayout.PING;
    new AesCcm(key).seal(salt, packet, 3, 5, 8);
    put(v, "packet_1", packet);
  }

  private static byte[] expand(byte[] secret, String label) {
    return Hash.hmac(secret, label.getBytes(StandardCharsets.US_ASCII), new byte[] {1});
  }

  private static byte[] ephemeral(byte[] own, long start, byte[]... says) {
    byte[] entropy = counting(0x80);
    byte[] counters = ByteBuffer.allocate(32).putLong(start).putLong(1).putLong(WALL_NS).putLong(MONOTONIC_NS).array();
    return Hash.hmac(own, "busbar ephemeral".getBytes(StandardCharsets.US_ASCII), entropy, counters, Hash.sha256(says));
  }

  private static void parts(Map<String, String> v, String name, List<byte[]> parts) {
    for (int i = 0; i < parts.size(); i++) {
      put(v, name + "_" + i, parts.get(i));
    }
  }

  private static void put(Map<String, String> v, String name, byte[] bytes) {
    v.put(name, HexFormat.of().formatHex(bytes));
  }

  private static byte[] counting(int from) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (from + i);
    }
    return bytes;
  }

  private static RandomSource random() {
    ByteBuffer entropy = ByteBuffer.wrap(counting(0x80));
    return entropy::getLong;
  }

  private static BusClock clock() {
    return new BusClock() {
      @Override
      public long monotonicNs() {
        return MONOTONIC_NS;
      }

      @Override
      public long wallNs() {
        return WALL_NS;
      }
    };
  }
}
