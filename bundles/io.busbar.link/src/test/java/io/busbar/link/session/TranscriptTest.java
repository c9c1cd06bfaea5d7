package io.busbar.link.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.link.LinkConfig;
import io.busbar.api.link.LinkEndpoint;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkListener;
import io.busbar.api.link.LinkOptions;
import io.busbar.api.link.LinkRefusal;
import io.busbar.api.link.LinkSecurity;
import io.busbar.api.link.LinkSession;
import io.busbar.link.codec.PacketLayout;
import io.busbar.link.plain.PlainSecurity;
import io.busbar.security.cipher.X25519;
import io.busbar.security.link.Ephemerals;
import io.busbar.security.link.NoiseSecurity;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.vectors.VectorFile.Vector;
import io.busbar.testkit.vectors.VectorFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole sessions, datagram by datagram. Each end is played what the other said there, and must make the same handshake of the same
 * randomness, open every packet and take from it what the transcript says. {@code -Dbusbar.vectors.write=true} writes a transcript
 * of two ends of ours.
 */
class TranscriptTest {
  private static final long DELAY_NS = 40_000_000;
  private static final long LONGEST_NS = 9_000_000_000L;
  private static final int PAYLOAD = 128;
  private static final byte[] GATEWAY_WORDS = HexFormat.of().parseHex("01a1a2a3a4a5a6a7a80301010702ac02f0a20403010201");
  private static final byte[] CENTRAL_WORDS = HexFormat.of().parseHex("01a1a2a3a4a5a6a7a802010201040400030101010101");
  private static final byte[] SECRET = new SimRandom(3).bytes(32);

  private static final String INTRODUCTION = """
      # A session: SPECIFICATION.md, section 6. Times are of sending, monotonic; each datagram takes 40 ms, but for those that
      # are lost. "content" is span and frames in clear. What an end sends when is its own affair, what it makes of this is not.

      """;

  private final SimClock clock = new SimClock();

  /** One end with all that it says and hears. */
  private final class End implements Bearer, LinkListener {
    final boolean dials;
    final byte[] key;
    final SimRandom random;
    final OverheardSecurity security;
    final LinkEndpoint endpoint;
    final Deque<byte[]> toHear = new ArrayDeque<>();
    final List<byte[]> said = new ArrayList<>();
    final ByteArrayOutputStream entropy = new ByteArrayOutputStream();
    final Map<String, String> got = new TreeMap<>();
    long packets;
    long freshAtNs;

    End(boolean dials, String profile) {
      boolean plain = profile.equals("plain");
      boolean polled = profile.equals("polled");
      this.dials = dials;
      this.random = new SimRandom(dials ? 1 : 2);
      this.key = new SimRandom(dials ? 4 : 5).bytes(32);
      byte[] other = new SimRandom(dials ? 5 : 4).bytes(32);
      Ephemerals ephemerals = new Ephemerals(key, 1, clock, this::overheard);
      LinkSecurity noise = dials ? NoiseSecurity.dialling(X25519.of(key), ephemerals, X25519.of(other).publicKey(), SECRET)
          : NoiseSecurity.waiting(X25519.of(key), ephemerals, List.of(SECRET), (peer, name, proven) -> LinkRefusal.NONE);
      this.security = new OverheardSecurity(plain ? new PlainSecurity(random) : noise);
      LinkConfig config = new LinkConfig(dials, dials ? "oak-street" : "central", 9_600, 200, 5_000, 20_000,
          polled ? LinkOptions.NONE.halfDuplex(20, 20).polling(LinkOptions.Polling.USUAL) : LinkOptions.NONE);
      this.endpoint = EndPoint.open(config, security, this, clock, random, this);
    }

    private long overheard() {
      long next = random.nextLong();
      freshAtNs = clock.monotonicNs();
      entropy.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(next).array());
      return next;
    }

    @Override
    public int maxPayloadBytes() {
      return PAYLOAD;
    }

    @Override
    public int overheadBytes() {
      return 28;
    }

    @Override
    public boolean send(int peer, ByteBuffer datagram) {
      byte[] bytes = new byte[datagram.remaining()];
      datagram.get(bytes);
      said.add(bytes);
      return true;
    }

    @Override
    public int receive(ByteBuffer into) {
      byte[] next = toHear.poll();
      into.clear();
      if (next == null) {
        into.limit(0);
        return -1;
      }
      into.put(next).flip();
      return 0;
    }

    @Override
    public void await(long maxNs) {}

    @Override
    public void wakeUp() {}

    @Override
    public String describe() {
      return "transcript";
    }

    @Override
    public void close() {}

    @Override
    public byte[] hello() {
      return GATEWAY_WORDS;
    }

    @Override
    public byte[] welcome(String peer, byte[] hello) {
      return CENTRAL_WORDS;
    }

    @Override
    public void onUp(LinkSession up, byte[] words) {
      got.put("words of " + up.peer(), HexFormat.of().formatHex(words));
      if (dials) {
        up.send(LinkLane.EVENT, "breaker open".getBytes(StandardCharsets.US_ASCII));
        up.send(LinkLane.HISTORY, counting(300));
        up.send(LinkLane.HISTORY, new byte[0]);
      } else {
        up.send(LinkLane.COMMAND, "a command needs a long tag".getBytes(StandardCharsets.US_ASCII));
      }
    }

    @Override
    public void onMessage(LinkSession from, LinkLane lane, long number, byte[] message) {
      got.put("lane " + lane.code() + " message " + number, HexFormat.of().formatHex(message));
      from.durable(lane, number);
    }

    @Override
    public void onDurable(LinkSession with, LinkLane lane, long upTo) {
      got.put("durable of lane " + lane.code(), Long.toString(upTo));
    }

    @Override
    public void onSpace(LinkSession with, LinkLane lane) {}

    @Override
    public void onDown(LinkSession was, String reason) {
      got.put("over", reason);
    }
  }

  private static byte[] counting(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "noise", "polled"})
  void transcript(String profile) throws IOException {
    if (Boolean.getBoolean("busbar.vectors.write")) {
      write(profile);
    }
    VectorFile file = Vectors.read(".", "transcript-" + profile);
    replay(file, profile);
    Vectors.check(file, ".", "transcript-" + profile);
  }

  private static void replay(VectorFile file, String profile) {
    new TranscriptTest().play(file, true, profile);
    new TranscriptTest().play(file, false, profile);
  }

  /** Plays to one end what the other one says. */
  private void play(VectorFile file, boolean dials, String profile) {
    End end = new End(dials, profile);
    String who = dials ? "gateway" : "central";
    for (Vector vector : file.vectors()) {
      if (!vector.has("datagram") || vector.text("from").equals(who)) {
        continue;
      }
      runTo(end, vector.number("at ns") + DELAY_NS);
      if (!vector.text("lost").equals("yes")) {
        byte[] datagram = vector.bytes("datagram");
        end.toHear.add(datagram);
        end.endpoint.doWork(clock.monotonicNs());
        if (vector.has("number")) {
          vector.made("content", end.security.opened.get(vector.number("number")));
        }
      }
    }
    List<byte[]> handshake = file.vectors().stream().filter(v -> v.has("part") && v.text("from").equals(who)).map(v -> v.bytes("datagram")).toList();
    List<byte[]> said = end.said.stream().filter(d -> d[0] >= PacketLayout.HELLO && d[0] <= PacketLayout.WELCOME).limit(handshake.size()).toList();
    assertThat(said).as("the handshake of " + who).containsExactlyElementsOf(handshake);
    file.vector(who).made("payload", end.security.said);
    if (end.entropy.size() > 0) {
      file.vector(who).made("random", end.entropy.toByteArray());
      file.vector(who).made("wall ns", clock.wallNs() - clock.monotonicNs() + end.freshAtNs);
      file.vector(who).made("monotonic ns", end.freshAtNs);
    }
    end.got.forEach((key, value) -> file.vector("what " + who + " has then").made(key, value));
  }

  private void runTo(End end, long ns) {
    while (clock.monotonicNs() < ns) {
      long next = Math.min(ns, end.endpoint.doWork(clock.monotonicNs()));
      clock.advanceNs(Math.max(1_000, next - clock.monotonicNs()));
    }
  }

  /** Two ends of ours, 40 ms apart; the third packet of the gateway with data is lost. */
  private void write(String profile) throws IOException {
    End gateway = new End(true, profile);
    End central = new End(false, profile);
    StringBuilder out = new StringBuilder(INTRODUCTION);
    head(out, gateway, gateway.security.isPlain() ? "" : "secret = " + hex(SECRET) + '\n');
    head(out, central, "");
    List<String> later = new ArrayList<>();
    List<Long> laterNs = new ArrayList<>();
    int count = 0;
    int fromGateway = 0;
    boolean closed = false;
    while (clock.monotonicNs() < LONGEST_NS && !central.got.containsKey("over")) {
      long now = clock.monotonicNs();
      while (!laterNs.isEmpty() && laterNs.get(0) <= now) {
        laterNs.remove(0);
        String[] words = later.remove(0).split(" ");
        (words[0].equals("gateway") ? central : gateway).toHear.add(HexFormat.of().parseHex(words[1]));
      }
      if (!closed && gateway.got.getOrDefault("durable of lane 4", "").equals("2") && gateway.got.containsKey("durable of lane 1")) {
        closed = true;
        gateway.endpoint.close();
      }
      gateway.endpoint.doWork(now);
      central.endpoint.doWork(now);
      for (End end : List.of(gateway, central)) {
        for (byte[] datagram : end.said) {
          boolean data = (datagram[0] & 0x80) != 0;
          fromGateway += data && end.dials ? 1 : 0;
          boolean lost = data && end.dials && fromGateway == 3;
          describe(out, ++count, end, new Said(datagram, now, lost));
          if (!lost) {
            later.add((end.dials ? "gateway " : "central ") + hex(datagram));
            laterNs.add(now + DELAY_NS);
          }
        }
        end.said.clear();
      }
      clock.advanceNs(1_000_000);
    }
    out.append("[what gateway has then]\n\n[what central has then]\n");
    Files.writeString(Path.of("src", "test", "resources", "vectors", "transcript-" + profile + ".txt"), out);
    VectorFile file = Vectors.read(".", "transcript-" + profile);
    replay(file, profile);
    Files.writeString(Path.of("src", "test", "resources", "vectors", "transcript-" + profile + ".txt"), file.made());
  }

  private static void head(StringBuilder out, End end, String more) {
    out.append(end.dials ? "[gateway]\nname = oak-street\nhello = " + hex(GATEWAY_WORDS)
        : "[central]\nname = central\nwelcome = " + hex(CENTRAL_WORDS));
    if (!end.security.isPlain()) {
      out.append("\nprivate = ").append(hex(end.key)).append("\nstarts = 1");
    }
    out.append('\n').append(more).append('\n');
  }

  /** A datagram that was sent. */
  private record Said(byte[] bytes, long atNs, boolean lost) {}

  private static void describe(StringBuilder out, int count, End end, Said said) {
    boolean data = (said.bytes[0] & 0x80) != 0;
    out.append('[').append(count).append("]\nfrom = ").append(end.dials ? "gateway" : "central").append("\nat ns = ").append(said.atNs)
        .append("\nlost = ").append(said.lost ? "yes" : "no").append('\n');
    if (data) {
      long number = ++end.packets;
      out.append("number = ").append(number).append("\ncontent = ").append(hex(end.security.sealed.get(number))).append('\n');
    } else if (said.bytes[0] != PacketLayout.INVITE) {
      out.append("part = ").append(said.bytes[5] >> 4 & 15).append('\n');
    }
    out.append("datagram = ").append(hex(said.bytes)).append("\n\n");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(Arrays.copyOf(bytes, bytes.length));
  }
}
