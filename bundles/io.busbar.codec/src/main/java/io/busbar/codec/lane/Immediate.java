package io.busbar.codec.lane;

import io.busbar.api.codec.CodecLimits;
import io.busbar.api.codec.ImmediateDecoder;
import io.busbar.api.codec.ImmediateEncoder;
import io.busbar.api.codec.RecordSink;
import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.codec.mix.Lesson;
import io.busbar.codec.stream.Packet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The two ends of an immediate lane. A packet is coded with a model that has learned the packets up to its base, all of them
 * acknowledged, and does not change while it is coded. The base moves on only when every packet that was coded with an earlier
 * one is acknowledged, so that at most two bases are under way and the receiving end keeps two models.
 */
final class Immediate {
  private Immediate() {}

  /** A record to learn from. */
  private record Kept(long position, int modelVersion, SampleBatch batch, Kind[] kinds) {
    static Kept of(long position, int modelVersion, SampleBatch batch, int from, int to, Kind[] kinds) {
      SampleBatch copy = new SampleBatch(Math.max(1, to - from));
      copy.origin(batch.origin());
      Kind[] copiedKinds = new Kind[to - from];
      for (int i = from; i < to; i++) {
        copiedKinds[i - from] = kinds[i];
        copy.addRow(batch, i, kinds[i]);
      }
      return new Kept(position, modelVersion, copy, copiedKinds);
    }
  }

  /** What is learned of a packet once it is acknowledged: its records, and what it has taught about being behind. */
  private record Learnt(List<Kept> records, @Nullable Lesson lesson) {}

  private static void train(Packet packet, Learnt learnt) {
    packet.train();
    for (Kept record : learnt.records) {
      packet.add(record.position, record.modelVersion, record.batch, 0, record.batch.size(), record.kinds);
    }
    packet.trained();
    if (learnt.lesson != null) {
      packet.learn(learnt.lesson);
    }
  }

  /** Sending end. */
  static final class Encoder implements ImmediateEncoder {
    private final Packet packet;
    private final ArrayDeque<Learnt> open = new ArrayDeque<>();
    private List<Kept> current = new ArrayList<>();
    private @Nullable Lesson lesson;
    private long number;
    private long base;
    private long firstOfBase = 1;
    private long acknowledged;

    Encoder(int version, CodecLimits limits) {
      packet = new Packet(version, limits.maxPoints(), false);
    }

    @Override
    public void begin() {
      number++;
      current = new ArrayList<>();
      if (acknowledged > base && acknowledged >= firstOfBase - 1) {
        while (base < acknowledged) {
          base++;
          train(packet, open.remove());
        }
        firstOfBase = number;
      }
      lesson = packet.writeBehind(number - 1 - base);
    }

    @Override
    public boolean add(long position, int modelVersion, SampleBatch batch, int from, int to, Kind[] kinds) {
      if (!packet.fits(batch, from, to)) {
        return false;
      }
      packet.add(position, modelVersion, batch, from, to, kinds);
      if (isRemembered(number, base)) {
        current.add(Kept.of(position, modelVersion, batch, from, to, kinds));
      }
      return true;
    }

    @Override
    public int size() {
      return packet.size();
    }

    @Override
    public byte[] end() {
      if (packet.count() == 0) {
        throw new IllegalStateException("a packet has at least one record");
      }
      byte[] bytes = packet.finish();
      open.add(new Learnt(current, isRemembered(number, base) ? lesson : null));
      lesson = null;
      return bytes;
    }

    @Override
    public void acknowledged(long upTo) {
      acknowledged = Math.max(acknowledged, Math.min(upTo, number));
    }
  }

  /** Whether a packet is learned from later; both ends say the same. */
  private static boolean isRemembered(long number, long base) {
    return number - base <= ImmediateEncoder.MAX_OPEN;
  }

  /** A model and how far it has learned. */
  private static final class Based {
    final Packet packet;
    long base;

    Based(int version, CodecLimits limits) {
      packet = new Packet(version, limits.maxPoints(), false);
    }
  }

  /** Receiving end. */
  static final class Decoder implements ImmediateDecoder {
    private static final int MOST_KEPT = 4 * ImmediateEncoder.MAX_OPEN;

    private final TreeMap<Long, Learnt> kept = new TreeMap<>();
    private final int version;
    private final CodecLimits limits;
    private Based older;
    private @Nullable Based newer;

    Decoder(int version, CodecLimits limits) {
      this.version = version;
      this.limits = limits;
      older = new Based(version, limits);
    }

    @Override
    public @Nullable String decode(long number, byte[] bytes, RecordSink records) {
      if (bytes.length > CodecLimits.MAX_PACKET_BYTES || bytes.length == 0 || (bytes[0] & 0xFF) < CodecLimits.LEAST_FIRST_BYTE) {
        return "no packet of this codec";
      }
      // How old its base is stands first, in contexts that never learn: every model reads the same.
      long behind = older.packet.behind(bytes);
      long base = number - 1 - behind;
      if (behind < 0 || base < 0) {
        return "it rests on packets that cannot be";
      }
      Based with = at(base);
      if (with == null) {
        return "it rests on packet " + base + ", which is not known here";
      }
      Lesson lesson = with.packet.readBehind(bytes);
      String wrong = with.packet.readAll();
      if (wrong == null) {
        keep(number, base, with.packet, lesson);
        with.packet.tell(records);
      }
      return wrong;
    }

    private void keep(long number, long base, Packet packet, Lesson lesson) {
      List<Kept> list = new ArrayList<>();
      boolean remembered = isRemembered(number, base) && kept.size() < MOST_KEPT;
      if (remembered) {
        packet.tell((position, version, batch, from, to, kinds) -> list.add(Kept.of(position, version, batch, from, to, kinds)));
      }
      kept.put(number, new Learnt(list, remembered ? lesson : null));
    }

    private @Nullable Based at(long base) {
      Based second = newer;
      if (base == older.base) {
        return older;
      }
      if (second != null && base == second.base) {
        return second;
      }
      // A third base: nothing rests on the oldest any more, which learns on to it.
      for (long n = older.base + 1; n <= base; n++) {
        if (!kept.containsKey(n)) {
          return null;
        }
      }
      if (base < older.base) {
        return null;
      }
      Based moved = second == null ? new Based(version, limits) : older;
      for (Map.Entry<Long, Learnt> packet : kept.subMap(moved.base, false, base, true).entrySet()) {
        train(moved.packet, packet.getValue());
      }
      moved.base = base;
      if (second == null) {
        newer = moved;
      } else if (base > second.base) {
        older = second;
        newer = moved;
      }
      kept.headMap(older.base, true).clear();
      return moved;
    }
  }
}
