package io.busbar.link.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.link.LinkRefusal;
import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketReader;
import io.busbar.link.codec.PacketWriter;
import io.busbar.link.plain.PlainSecurity;
import io.busbar.link.repair.RepairSymbol;
import io.busbar.testkit.vectors.VectorFile.Vector;
import io.busbar.testkit.vectors.VectorFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Vectors of frames: what a session writes, and what it takes from the same bytes. */
class FrameVectorsTest {
  private static final int ROOM = 200;

  private final PacketWriter out = new PacketWriter(ROOM);
  private final PacketReader in = new PacketReader();
  private final Counters counters = new Counters();
  private final ReceiveLane[] received = ReceiveLane.all();
  private final List<ByteBuffer> air = new ArrayList<>();
  private final Outbound outbound = new Outbound(new Setup(true, ROOM, 28, 64_000, 100, 5_000_000_000L), received,
      datagram -> air.add(ByteBuffer.wrap(Arrays.copyOf(datagram.array(), datagram.limit()))), counters);
  private String goodbye = "";
  private LinkRefusal.Kind goodbyeKind = LinkRefusal.Kind.NONE;
  private long durable;
  private final FrameIntake intake = new FrameIntake(outbound, counters, new FrameIntake.News() {
    @Override
    public void onDurable(int lane, long upTo) {
      durable = upTo;
    }

    @Override
    public void onGoodbye(LinkRefusal.Kind kind, String reason) {
      goodbye = reason;
      goodbyeKind = kind;
    }
  });

  @Test
  void frames() throws IOException {
    VectorFile file = Vectors.read(".", "frames");
    for (Vector vector : file.vectors()) {
      FrameVectorsTest fresh = new FrameVectorsTest();
      if (vector.has("malformed")) {
        assertThat(fresh.take(vector.bytes("malformed"))).as(vector.name()).isNull();
        assertThat(fresh.counters.malformed).as(vector.name()).isPositive();
      } else {
        fresh.frame(vector);
      }
    }
    Vectors.check(file, ".", "frames");
  }

  private void frame(Vector vector) {
    out.begin(ROOM, 0);
    switch (vector.text("type")) {
      case "SEGMENT" -> segment(vector);
      case "DURABLE" -> durable(vector);
      case "ACK" -> ack(vector);
      case "PING" -> vector.made("frame", alone(() -> outbound.ping(), Acknowledger.Urgency.URGENT));
      case "END" -> end(vector);
      case "REPAIR" -> repair(vector);
      case "COMPLETE" -> complete(vector);
      case "GRANT" -> grant(vector);
      default -> report(vector);
    }
  }

  private Acknowledger.Urgency take(byte[] content) {
    in.begin(content, content.length);
    return intake.read(in, false, 0);
  }

  private byte[] written() {
    return Arrays.copyOf(out.bytes(), out.length());
  }

  private void segment(Vector vector) {
    int lane = (int) vector.number("lane");
    long number = vector.number("segment");
    byte[] bytes = vector.bytes("bytes");
    out.begin(vector.text("to the end").equals("yes") ? 3 + bytes.length : ROOM, 0);
    Frames.segment(out, new Segment(new SendLane(lane), number, bytes, 0));
    vector.made("frame", written());
    // The receiver has given on all but the last ten before it.
    for (long n = 0; n < number - 10; n++) {
      received[lane].accept((int) n, new byte[] {0}, 0, 1);
      received[lane].poll();
    }
    assertThat(take(vector.bytes("frame"))).isNotNull();
    assertThat(received[lane].known(number)).as(vector.name()).isEqualTo(bytes);
  }

  private void durable(Vector vector) {
    int code = (int) vector.number("lane");
    Acknowledger acks = new Acknowledger(new Pacer(64_000), 28);
    acks.durable(code, vector.number("message"), 0);
    acks.write(out, new SentPacket(), true, Double.NaN, 0);
    vector.made("frame", written());
    SendLane lane = outbound.lane(code);
    for (int i = 0; i < vector.number("message"); i++) {
      lane.offer(new byte[1]);
    }
    while (lane.hasNew()) {
      lane.cut(100);
    }
    assertThat(take(vector.bytes("frame"))).isEqualTo(Acknowledger.Urgency.LAZY);
    assertThat(durable).isEqualTo(vector.number("message"));
  }

  private void ack(Vector vector) {
    List<Long> arrived = numbers(vector.text("arrived"));
    long largest = arrived.get(arrived.size() - 1);
    ReceivedPackets packets = new ReceivedPackets();
    arrived.forEach(number -> packets.add(number, vector.number("span reaches to"), 0));
    out.u8(PacketLayout.ACK);
    packets.writeAck(out, vector.number("delay ms") * 1_000_000);
    vector.made("frame", written());
    TreeSet<Long> told = new TreeSet<>();
    SentPackets sent = new SentPackets(new SentPackets.Fate() {
      @Override
      public void arrived(SentPacket packet) {
        told.add(packet.number);
      }

      @Override
      public void roundTrip(long ns) {}

      @Override
      public void lost(SentPacket packet) {}
    }, new RoundTrip(600_000_000));
    for (long i = 0; i <= largest; i++) {
      SentPacket packet = sent.begin(0);
      packet.asks = i >= vector.number("span reaches to");
      sent.sent(packet, 0);
    }
    byte[] frame = vector.bytes("frame");
    in.begin(frame, 1, frame.length);
    assertThat(sent.acknowledge(in, 0, Long.MAX_VALUE)).isTrue();
    assertThat(told).as(vector.name()).containsExactlyElementsOf(arrived);
  }

  /** What a session sends of itself, taken from the air: a packet of the plain profile with number 1 and span 0. */
  private byte[] alone(Runnable what, Acknowledger.Urgency urgency) {
    PlainSecurity plain = new PlainSecurity(() -> 1);
    byte[] hello = plain.call(new byte[0], new byte[0]).message();
    outbound.opening(1, 100, ROOM, 0);
    outbound.sent().arrived(0);
    outbound.terms(new Terms(100, ROOM, 1, 0, 0), 0);
    outbound.establish(plain.call(new byte[0], new byte[0]).opened(hello).records());
    what.run();
    outbound.flush(0);
    byte[] datagram = air.get(0).array();
    byte[] content = Arrays.copyOfRange(datagram, 4, datagram.length - 4);
    assertThat(take(content)).isEqualTo(urgency);
    return content;
  }

  private void end(Vector vector) {
    LinkRefusal.Kind kind = LinkRefusal.Kind.of((int) vector.number("kind"));
    if (vector.has("counts as")) {
      assertThat(take(vector.bytes("frame"))).isNull();
      assertThat(kind.code()).isEqualTo((int) vector.number("counts as"));
    } else {
      vector.made("frame", alone(() -> outbound.goodbye(kind, vector.text("text"), 0), null));
    }
    assertThat(goodbyeKind).isEqualTo(kind);
    assertThat(goodbye).isEqualTo(vector.text("text"));
  }

  private void repair(Vector vector) {
    int code = (int) vector.number("lane");
    SendLane lane = new SendLane(code);
    List<byte[]> segments = new ArrayList<>();
    for (int i = 0; vector.has("segment " + i); i++) {
      segments.add(vector.bytes("segment " + i));
    }
    for (byte[] segment : segments) {
      // A segment is the bytes of whole messages here.
      for (int at = 0; at < segment.length; at += 1 + segment[at]) {
        lane.offer(Arrays.copyOfRange(segment, at + 1, at + 1 + segment[at]));
      }
      assertThat(lane.cut(segment.length).bytes).isEqualTo(segment);
    }
    LaneRepair repair = new LaneRepair(lane);
    repair.segmentSent(lane.segment(0), 0.3, 0);
    // One symbol, and room for no other.
    int longest = segments.stream().mapToInt(segment -> segment.length).max().orElseThrow();
    assertThat(repair.write(out, new SentPacket(), segments.size(), PacketLayout.REPAIR_HEADER_BYTES + 2 + longest, 0)).isPositive();
    vector.made("count", segments.size());
    vector.made("symbol", RepairSymbol.of((int) vector.number("seed"), vector.number("first"), segments));
    StringBuilder factors = new StringBuilder();
    for (int i = 0; i < segments.size(); i++) {
      factors.append(i == 0 ? "" : " ").append(RepairSymbol.coefficient((int) vector.number("seed"), i));
    }
    vector.made("coefficients", factors.toString());
    vector.made("frame", written());
    for (int missing = 0; missing < segments.size(); missing++) {
      ReceiveLane[] lanes = ReceiveLane.all();
      for (int i = 0; i < segments.size(); i++) {
        if (i != missing) {
          lanes[code].accept(i, segments.get(i), 0, segments.get(i).length);
        }
      }
      Outbound fresh = new Outbound(new Setup(true, ROOM, 28, 64_000, 100, 5_000_000_000L), lanes, datagram -> {}, counters);
      byte[] content = written();
      in.begin(content, content.length);
      assertThat(new FrameIntake(fresh, counters, null).read(in, true, 0)).isEqualTo(Acknowledger.Urgency.URGENT);
      assertThat(lanes[code].known(missing)).as(vector.name()).isEqualTo(segments.get(missing));
    }
  }

  private void complete(Vector vector) {
    int code = (int) vector.number("lane");
    List<Long> have = numbers(vector.text("have"));
    long last = have.get(have.size() - 1);
    for (long number : have) {
      if (number < last) {
        received[code].accept((int) number, new byte[] {0}, 0, 1);
      }
    }
    received[code].recovered(last, new byte[] {0});
    ReceiveLane.tell(received, out);
    vector.made("frame", written());
    SendLane lane = outbound.lane(code);
    for (int i = 0; i <= last + 1; i++) {
      lane.offer(new byte[] {1});
      lane.cut(2);
    }
    assertThat(take(vector.bytes("frame"))).isEqualTo(Acknowledger.Urgency.NONE);
    for (long i = lane.base(); i <= last + 1; i++) {
      assertThat(lane.segment(i).acknowledged).as(vector.name() + " " + i).isEqualTo(have.contains(i));
    }
    assertThat(have).doesNotContain(lane.base());
  }

  private void grant(Vector vector) {
    Turn master = new Turn(true, new Pacer(9_600), 0);
    master.give((int) vector.number("round"), 100, (int) vector.number("slot ms"), 5, 0);
    master.write(out, true, 0, 0, vector.number("delay ms") > 0 ? 0.3 : Double.NaN);
    byte[] frame = written();
    // How long the copy that follows takes at that rate is the master's own affair.
    frame[2] = vector.number("delay ms") > 0 ? (byte) vector.number("delay ms") : frame[2];
    vector.made("frame", frame);
    Turn turn = new Turn(false, new Pacer(9_600), 0);
    outbound.turns(turn);
    assertThat(take(frame)).isEqualTo(Acknowledger.Urgency.NONE);
    assertThat(turn.beginsNs()).isEqualTo(vector.number("delay ms") * 1_000_000);
    assertThat(turn.takeFresh()).isTrue();
    take(frame);
    assertThat(turn.takeFresh()).as("a copy means nothing").isFalse();
  }

  private void report(Vector vector) {
    boolean last = vector.text("last").equals("yes");
    Turn gateway = new Turn(false, new Pacer(9_600), 0);
    gateway.granted(1, 0, 2_000, 5, 0);
    if (!vector.text("first").equals("yes")) {
      gateway.sent(10, false);
    }
    out.begin(1, 0);
    // No room is left for lanes: all that waits goes later.
    gateway.write(out, last, vector.number("urgent"), vector.number("bulk"), Double.NaN);
    vector.made("frame", written());
    Turn turn = new Turn(true, new Pacer(9_600), 0);
    outbound.turns(turn);
    assertThat(take(vector.bytes("frame"))).isEqualTo(Acknowledger.Urgency.NONE);
    assertThat(turn.isOver()).isEqualTo(last);
    assertThat(turn.urgentBytes()).isEqualTo(vector.number("urgent"));
    assertThat(turn.bulkBytes()).isEqualTo(vector.number("bulk"));
    assertThat(turn.takeFresh()).isEqualTo(vector.text("first").equals("yes"));
  }

  private static List<Long> numbers(String text) {
    return Arrays.stream(text.split(" ")).map(Long::valueOf).toList();
  }
}
