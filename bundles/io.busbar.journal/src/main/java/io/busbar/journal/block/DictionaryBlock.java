package io.busbar.journal.block;

import io.busbar.api.data.Kind;
import io.busbar.api.journal.BlockCodec.MalformedRecordException;
import io.busbar.api.journal.DictionaryEntry;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.model.PublishClass;
import io.busbar.journal.wire.ByteReader;
import io.busbar.journal.wire.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A piece of the point dictionary. What an entry shares with the one before is not repeated.
 *
 * <pre>
 *   0        1
 *  +--------+------------+------------+-----------+
 *  | type   | v(model    | v(entries) | entries   |
 *  | 0x13   |  version)  |            |           |
 *  +--------+------------+------------+-----------+
 *
 *  entry: +-------+-----------+---------------------------------------------------------------+
 *         | flags | z(id − id | each of these unless its flag says that it is as before:      |
 *         |       |  before)  | site, device; point always; kind; unit; publish; z(period ms);|
 *         |       |           | v(labels), then per label z(value), text;                     |
 *         |       |           | v(tags), then per tag name and text                           |
 *         +-------+-----------+---------------------------------------------------------------+
 *  flags  bit 0 SAME_SITE    bit 1 SAME_DEVICE   bit 2 SAME_KIND     bit 3 SAME_UNIT
 *         bit 4 SAME_PUBLISH bit 5 SAME_PERIOD   bit 6 SAME_LABELS   bit 7 OTHER_TAGS: tags are there
 *  text: v(length), UTF-8
 * </pre>
 */
final class DictionaryBlock {
  static final int TYPE = 0x13;
  private static final int SAME_SITE = 1;
  private static final int SAME_DEVICE = 1 << 1;
  private static final int SAME_KIND = 1 << 2;
  private static final int SAME_UNIT = 1 << 3;
  private static final int SAME_PUBLISH = 1 << 4;
  private static final int SAME_PERIOD = 1 << 5;
  private static final int SAME_LABELS = 1 << 6;
  /** The other way round, so that a dictionary without tags is what it was before there were any. */
  private static final int OTHER_TAGS = 1 << 7;
  /** An entry that differs from this one in everything that is not empty. */
  private static final PointDescription NOTHING =
      new PointDescription("", "", "", Kind.DOUBLE, "", PublishClass.MEASUREMENT, 0, Map.of());

  private DictionaryBlock() {}

  static void write(ByteWriter out, int modelVersion, List<DictionaryEntry> entries) {
    out.u8(TYPE);
    out.varint(Integer.toUnsignedLong(modelVersion));
    out.varint(entries.size());
    PointDescription before = NOTHING;
    int idBefore = 0;
    for (DictionaryEntry entry : entries) {
      PointDescription point = entry.description();
      int flags = flags(before, point);
      out.u8(flags);
      out.zigzag((long) entry.id() - idBefore);
      writeNames(out, flags, point);
      writeRest(out, flags, point);
      before = point;
      idBefore = entry.id();
    }
  }

  private static int flags(PointDescription a, PointDescription b) {
    return (a.site().equals(b.site()) ? SAME_SITE : 0)
        | (a.device().equals(b.device()) ? SAME_DEVICE : 0)
        | (a.kind() == b.kind() ? SAME_KIND : 0)
        | (a.unit().equals(b.unit()) ? SAME_UNIT : 0)
        | (a.publish() == b.publish() ? SAME_PUBLISH : 0)
        | (a.periodMs() == b.periodMs() ? SAME_PERIOD : 0)
        | (a.labels().equals(b.labels()) ? SAME_LABELS : 0)
        | (a.tags().equals(b.tags()) ? 0 : OTHER_TAGS);
  }

  private static void writeNames(ByteWriter out, int flags, PointDescription point) {
    if ((flags & SAME_SITE) == 0) {
      out.text(point.site());
    }
    if ((flags & SAME_DEVICE) == 0) {
      out.text(point.device());
    }
    out.text(point.point());
  }

  private static void writeRest(ByteWriter out, int flags, PointDescription point) {
    if ((flags & SAME_KIND) == 0) {
      out.u8(point.kind().code());
    }
    if ((flags & SAME_UNIT) == 0) {
      out.text(point.unit());
    }
    if ((flags & SAME_PUBLISH) == 0) {
      out.u8(Codes.of(point.publish()));
    }
    if ((flags & SAME_PERIOD) == 0) {
      out.zigzag(point.periodMs());
    }
    if ((flags & SAME_LABELS) == 0) {
      out.varint(point.labels().size());
      new TreeMap<>(point.labels()).forEach((value, label) -> {
        out.zigzag(value);
        out.text(label);
      });
    }
    if ((flags & OTHER_TAGS) != 0) {
      out.varint(point.tags().size());
      new TreeMap<>(point.tags()).forEach((name, text) -> {
        out.text(name);
        out.text(text);
      });
    }
  }

  static Decoded read(ByteReader in) throws MalformedRecordException {
    long version = in.varint();
    if (version >>> 32 != 0) {
      throw new MalformedRecordException("model version " + Long.toUnsignedString(version) + " has more than 32 bits");
    }
    // Every entry takes bytes, so no count makes a list longer than the record.
    int n = in.varint(in.remaining(), "number of dictionary entries");
    List<DictionaryEntry> entries = new ArrayList<>();
    PointDescription before = NOTHING;
    long id = 0;
    for (int i = 0; i < n; i++) {
      int flags = in.u8();
      id += in.zigzag();
      if ((int) id != id) {
        throw new MalformedRecordException("identity " + id + " has more than 32 bits");
      }
      before = readEntry(in, flags, before);
      entries.add(new DictionaryEntry((int) id, before));
    }
    in.end();
    return new Decoded((int) version, entries);
  }

  private static PointDescription readEntry(ByteReader in, int flags, PointDescription before)
      throws MalformedRecordException {
    String site = (flags & SAME_SITE) == 0 ? in.text(in.remaining()) : before.site();
    String device = (flags & SAME_DEVICE) == 0 ? in.text(in.remaining()) : before.device();
    String point = in.text(in.remaining());
    Kind kind = (flags & SAME_KIND) == 0 ? Kind.ofCode(in.varint(Kind.DEVICE_STATE.code(), "kind")) : before.kind();
    String unit = (flags & SAME_UNIT) == 0 ? in.text(in.remaining()) : before.unit();
    PublishClass publish =
        (flags & SAME_PUBLISH) == 0 ? Codes.publish(in.varint(Codes.MAX_PUBLISH, "publish class")) : before.publish();
    long period = (flags & SAME_PERIOD) == 0 ? in.zigzag() : before.periodMs();
    Map<Long, String> labels = before.labels();
    if ((flags & SAME_LABELS) == 0) {
      labels = new TreeMap<>();
      int n = in.varint(in.remaining(), "number of labels");
      for (int i = 0; i < n; i++) {
        labels.put(in.zigzag(), in.text(in.remaining()));
      }
    }
    Map<String, String> tags = (flags & OTHER_TAGS) == 0 ? before.tags() : readTags(in);
    return new PointDescription(site, device, point, kind, unit, publish, period, labels, tags);
  }

  private static Map<String, String> readTags(ByteReader in) throws MalformedRecordException {
    Map<String, String> tags = new TreeMap<>();
    int n = in.varint(in.remaining(), "number of tags");
    for (int i = 0; i < n; i++) {
      tags.put(in.text(in.remaining()), in.text(in.remaining()));
    }
    return tags;
  }

  /** A decoded piece. */
  record Decoded(int modelVersion, List<DictionaryEntry> entries) {}
}
