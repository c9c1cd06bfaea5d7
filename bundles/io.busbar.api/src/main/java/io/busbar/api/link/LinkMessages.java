package io.busbar.api.link;

import io.busbar.api.journal.StreamId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What uplink and central say to each other through a {@link LinkSession}: the one place that knows the bytes. Numbers
 * are unsigned LEB128 varints below 2⁶³ unless a width is given; bytes that follow a known content are ignored, so a
 * newer peer may say more. Reading never throws: what cannot be read is null. Stateless, any thread.
 *
 * <p>Hello (gateway, {@link LinkListener#hello}):
 * <pre>
 * +---------+-----------+---+----------------------------------------+
 * | version | epoch     | n | n × ( stream code u8 | tail | head )   | codec u8, absent for 0
 * | u8 = 1  | u64       |u8 |                                        |
 * +---------+-----------+---+----------------------------------------+
 * </pre>
 * Welcome (central, {@link LinkListener#welcome}); the streams that are not named have nothing yet:
 * <pre>
 * +---------+-----------+---+----------------------------------------+
 * | version | epoch     | n | n × ( stream code u8 | PositionSet )   | codec u8, absent for 0
 * | u8 = 1  | u64       |u8 |                                        |
 * +---------+-----------+---+----------------------------------------+
 * </pre>
 * Message in a lane; the high four bits of the first byte say which:
 * <pre>
 * +-----------------+----------+---------------------+
 * | 0x0_ | stream   | position | record bytes …      |   {@link JournalRecord}: a record of the gateway's journal
 * +-----------------+----------+---------------------+
 * | 0x1_ | stream   | from     | to − from           |   {@link Skipped}: positions that the gateway has not any more
 * +-----------------+----------+---------------------+
 * | 0x2_ | 0        | n u8 | n × ( stream code u8 | tail | head )   {@link Heads}: how far its journal is
 * +-----------------+-------------------------------------------
 * | 0x3_ | 0        | {@link LinkCondition}: how its end of the link is
 * +-----------------+-------------------------------------------
 * </pre>
 *
 * <p>Where both ends know a codec ({@code codec} above 0), the lanes EVENT, LIVE and HISTORY carry its packets of bulk lanes, with
 * records of EVENTS in the first and of MEASUREMENTS in the others; their first byte is never {@link #PLAIN}. Any other message
 * of these lanes has {@link #PLAIN} ahead of it.
 *
 * <p>Rules. Each record travels in one lane: EVENTS in {@link LinkLane#EVENT}, in order of position, MEASUREMENTS in
 * {@link LinkLane#LIVE} or {@link LinkLane#HISTORY}. A record of MODEL may travel in any lane and may come twice: a
 * record of samples is sent only when every dictionary record that it needs is durable at central or was sent before it
 * <em>in the same lane</em>; so whoever takes lanes in order can explain every sample at once. A record that central
 * has already (resume after a crash, a welcome that was cut) may come again: central drops and counts it.
 */
public final class LinkMessages {
  /** Version of these layouts. */
  public static final int VERSION = 1;
  /** Most intervals per stream that a welcome tells; four streams stay below its 16 KiB at 20 bytes an interval. */
  public static final int MAX_WELCOME_INTERVALS = 200;

  /** Stands ahead of a message that is no packet of the codec, in a lane that carries such. */
  public static final byte PLAIN = 0;

  private static final int RECORD = 0;
  private static final int SKIPPED = 1;
  private static final int HEADS = 2;
  private static final int CONDITION = 3;
  private static final int MAX_STREAMS = 15;

  private LinkMessages() {}

  /**
   * How far a stream of the gateway's journal is.
   *
   * @param stream which
   * @param tail first position that is kept, {@code head + 1} if none is
   * @param head last durable position, 0 if none
   */
  public record StreamHead(StreamId stream, long tail, long head) {}

  /**
   * What a gateway says first.
   *
   * @param epoch its journal's epoch: positions of another epoch mean nothing here
   * @param streams how far it is
   * @param codec newest version of {@link io.busbar.api.codec.SampleCodec} that it knows; 0 for none
   */
  public record Hello(long epoch, List<StreamHead> streams, int codec) {
    /** Copies the list. */
    public Hello {
      streams = List.copyOf(streams);
    }

    /** Of a gateway without a codec. */
    public Hello(long epoch, List<StreamHead> streams) {
      this(epoch, streams, 0);
    }
  }

  /**
   * What central has of that epoch, durably.
   *
   * @param epoch the epoch of the hello
   * @param received positions per stream, cut to the lowest {@link #MAX_WELCOME_INTERVALS} intervals
   * @param codec version of the codec for this session: the newest that both know; 0 for none
   */
  public record Welcome(long epoch, Map<StreamId, PositionSet> received, int codec) {
    /** Copies the map. */
    public Welcome {
      received = Map.copyOf(received);
    }

    /** Of a session without a codec. */
    public Welcome(long epoch, Map<StreamId, PositionSet> received) {
      this(epoch, received, 0);
    }

    /** What central has of a stream; a new set. */
    public PositionSet of(StreamId stream) {
      PositionSet set = received.get(stream);
      return set == null ? new PositionSet() : new PositionSet(set);
    }
  }

  /** A message in a lane. */
  public sealed interface Message permits JournalRecord, Skipped, Heads, LinkCondition {}

  /**
   * A record of the gateway's journal, byte for byte.
   *
   * @param stream its stream
   * @param position its position there, from 1
   * @param bytes the record as {@link io.busbar.api.journal.BlockCodec} made it
   */
  public record JournalRecord(StreamId stream, long position, byte[] bytes) implements Message {}

  /**
   * Positions that the gateway cannot deliver any more: damaged, or freed by retention. A gap record in the stream says
   * what and why; central counts them as received, so that nobody waits for them.
   *
   * @param stream their stream
   * @param from first
   * @param to last
   */
  public record Skipped(StreamId stream, long from, long to) implements Message {}

  /**
   * How far the gateway's journal is now and then, for the backlog that central shows.
   *
   * @param streams how far
   */
  public record Heads(List<StreamHead> streams) implements Message {
    /** Copies the list. */
    public Heads {
      streams = List.copyOf(streams);
    }
  }

  /** The bytes of a hello. */
  public static byte[] encode(Hello hello) {
    WireWriter out = new WireWriter(64);
    out.u8(VERSION);
    out.u64(hello.epoch());
    writeHeads(out, hello.streams());
    writeCodec(out, hello.codec());
    return out.toBytes();
  }

  /** A hello, or null if the bytes are none of this version. */
  public static @Nullable Hello readHello(byte[] bytes) {
    WireReader in = new WireReader(bytes, 0);
    if (in.u8() != VERSION) {
      return null;
    }
    long epoch = in.u64();
    List<StreamHead> streams = readHeads(in);
    int codec = in.hasMore() ? in.u8() : 0;
    return in.failed() ? null : new Hello(epoch, streams, codec);
  }

  /** The bytes of a welcome, at most 16 KiB. */
  public static byte[] encode(Welcome welcome) {
    WireWriter out = new WireWriter(256);
    out.u8(VERSION);
    out.u64(welcome.epoch());
    out.u8(welcome.received().size());
    for (StreamId stream : StreamId.values()) {
      PositionSet set = welcome.received().get(stream);
      if (set != null) {
        out.u8(stream.code());
        set.write(out, Math.min(set.intervals(), MAX_WELCOME_INTERVALS));
      }
    }
    writeCodec(out, welcome.codec());
    return out.toBytes();
  }

  private static void writeCodec(WireWriter out, int codec) {
    if (codec > 0) {
      out.u8(codec);
    }
  }

  /** A welcome, or null if the bytes are none of this version. */
  public static @Nullable Welcome readWelcome(byte[] bytes) {
    WireReader in = new WireReader(bytes, 0);
    if (in.u8() != VERSION) {
      return null;
    }
    long epoch = in.u64();
    int streams = in.u8();
    Map<StreamId, PositionSet> received = new EnumMap<>(StreamId.class);
    for (int i = 0; i < streams && i < MAX_STREAMS && !in.failed(); i++) {
      StreamId stream = stream(in.u8());
      PositionSet set = PositionSet.read(in);
      if (stream != null) {
        received.put(stream, set);
      }
    }
    int codec = in.hasMore() ? in.u8() : 0;
    return in.failed() ? null : new Welcome(epoch, received, codec);
  }

  /** The bytes of a message. */
  public static byte[] encode(Message message) {
    if (message instanceof JournalRecord record) {
      WireWriter out = new WireWriter(11 + record.bytes().length);
      out.u8(RECORD << 4 | record.stream().code());
      out.varint(record.position());
      out.raw(record.bytes());
      return out.toBytes();
    }
    WireWriter out = new WireWriter(32);
    if (message instanceof Skipped skipped) {
      out.u8(SKIPPED << 4 | skipped.stream().code());
      out.varint(skipped.from());
      out.varint(skipped.to() - skipped.from());
    } else if (message instanceof Heads heads) {
      out.u8(HEADS << 4);
      writeHeads(out, heads.streams());
    } else if (message instanceof LinkCondition condition) {
      out.u8(CONDITION << 4);
      condition.write(out);
    }
    return out.toBytes();
  }

  /** A message, or null if the bytes are none that is known here: then it is counted and passed over. */
  public static @Nullable Message read(byte[] bytes) {
    WireReader in = new WireReader(bytes, 0);
    int first = in.u8();
    StreamId stream = stream(first & 0x0F);
    Message message = switch (first >>> 4) {
      case RECORD -> stream == null ? null : readRecord(in, stream);
      case SKIPPED -> stream == null ? null : readSkipped(in, stream);
      case HEADS -> new Heads(readHeads(in));
      case CONDITION -> LinkCondition.read(in);
      default -> null;
    };
    return in.failed() ? null : message;
  }

  private static @Nullable JournalRecord readRecord(WireReader in, StreamId stream) {
    long position = in.varint();
    byte[] record = in.rest();
    return position < 1 || record.length == 0 ? null : new JournalRecord(stream, position, record);
  }

  private static @Nullable Skipped readSkipped(WireReader in, StreamId stream) {
    long from = in.varint();
    long to = from + in.varint();
    return from < 1 || to < from ? null : new Skipped(stream, from, to);
  }

  private static void writeHeads(WireWriter out, List<StreamHead> streams) {
    out.u8(streams.size());
    for (StreamHead head : streams) {
      out.u8(head.stream().code());
      out.varint(head.tail());
      out.varint(head.head());
    }
  }

  private static List<StreamHead> readHeads(WireReader in) {
    int streams = in.u8();
    List<StreamHead> heads = new ArrayList<>();
    for (int i = 0; i < streams && i < MAX_STREAMS && !in.failed(); i++) {
      StreamId stream = stream(in.u8());
      long tail = in.varint();
      long head = in.varint();
      if (stream != null) {
        heads.add(new StreamHead(stream, tail, head));
      }
    }
    return heads;
  }

  private static @Nullable StreamId stream(int code) {
    return code < 1 || code > StreamId.values().length ? null : StreamId.ofCode(code);
  }
}
