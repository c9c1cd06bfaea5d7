package io.busbar.driver.modbus.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Fields of one event record, in the order in which they lie there.
 *
 * @param registers of one record
 * @param sequence number of the event, counting up by one, wrapping at the end of its type
 * @param time when it happened
 * @param timeUnitNs unit of the time, ns, counted from 1970-01-01T00:00:00Z
 * @param point number of the point
 * @param value after the change
 */
public record EventFormat(int registers, Field sequence, Field time, long timeUnitNs, Field point, Field value) {
  private static final List<String> NAMES = List.of("seq", "time", "point", "value", "skip");
  private static final List<String> UNITS = List.of("s", "ms", "us", "ns");
  private static final long[] UNIT_NS = {1_000_000_000L, 1_000_000L, 1_000L, 1L};

  /**
   * One field.
   *
   * @param at register in the record, from 0
   * @param encoding how it lies there
   */
  public record Field(int at, Encoding encoding) {
    /** The value, sign-extended where the type is signed. */
    public long read(byte[] bytes, int recordOffset) {
      return encoding.bits(encoding.raw(bytes, recordOffset + 2 * at));
    }
  }

  /** Parses {@code seq uint32, time uint64 ms, skip 1, point uint16, value int16}. */
  public static Parsed<EventFormat> parse(String text, Order order) {
    Field[] found = new Field[4];
    long unitNs = 0;
    int at = 0;
    for (String part : text.split("[,|]")) {
      List<String> words = words(part);
      String name = words.get(0).toLowerCase(Locale.ROOT);
      int index = NAMES.indexOf(name);
      if (index < 0 || words.size() < 2) {
        return Parsed.wrong("events-record", "\"" + part.strip() + "\" is not a field of an event record." + Nearest.hint(name, NAMES)
            + " Fields are seq, time, point, value with a type, and skip with a number of registers.");
      }
      if (name.equals("skip")) {
        at += Math.max(0, Numbers.unsigned(words.get(1)));
        continue;
      }
      DataType type = DataType.ofWord(words.get(1));
      if (type == null || !type.isInteger() || found[index] != null) {
        return Parsed.wrong("events-record", found[index] != null ? "\"" + name + "\" stands twice in the event record."
            : "\"" + words.get(1) + "\" is not an integer type." + Nearest.hint(words.get(1), DataType.words()));
      }
      if (name.equals("time")) {
        int unit = words.size() == 3 ? UNITS.indexOf(words.get(2)) : -1;
        if (unit < 0) {
          return Parsed.wrong("events-record", "the time of an event needs its unit since 1970: \"time uint64 ms\" or \"time uint32 s\".");
        }
        unitNs = UNIT_NS[unit];
      }
      found[index] = new Field(at, Encoding.of(type, order));
      at += type.registers();
    }
    for (int i = 0; i < found.length; i++) {
      if (found[i] == null) {
        return Parsed.wrong("events-record", "the event record has no \"" + NAMES.get(i)
            + "\". Write for example \"seq uint32, time uint64 ms, point uint16, value uint16\".");
      }
    }
    return Parsed.of(new EventFormat(at, found[0], found[1], unitNs, found[2], found[3]));
  }

  /** Words of a field; a unit that is written onto its type ({@code uint64ms}) is taken off. */
  private static List<String> words(String part) {
    List<String> words = new ArrayList<>(Arrays.asList(part.strip().split("\\s+")));
    if (words.size() == 2 && words.get(1).matches("(?i)u?int\\d\\d(s|ms|us|ns)")) {
      String joined = words.remove(1);
      int digits = joined.toLowerCase(Locale.ROOT).indexOf("int") + 5;
      words.add(joined.substring(0, digits));
      words.add(joined.substring(digits));
    }
    return words;
  }

  /** Whether {@code candidate} comes after {@code known} where numbers wrap at the end of their type. */
  public boolean isNewer(long candidate, long known) {
    int bits = 16 * sequence.encoding().registers();
    long ahead = candidate - known;
    if (bits < 64) {
      ahead &= (1L << bits) - 1;
      return ahead > 0 && ahead < 1L << (bits - 1);
    }
    return ahead > 0;
  }

  /** How many numbers lie between two, where numbers wrap. */
  public long between(long known, long candidate) {
    int bits = 16 * sequence.encoding().registers();
    long ahead = candidate - known;
    return (bits < 64 ? ahead & ((1L << bits) - 1) : ahead) - 1;
  }
}
