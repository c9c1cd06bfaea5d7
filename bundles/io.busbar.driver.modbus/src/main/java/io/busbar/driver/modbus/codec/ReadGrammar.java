package io.busbar.driver.modbus.codec;

import io.busbar.api.data.Kind;
import io.busbar.driver.modbus.codec.AddressGrammar.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The words of {@code read:}.
 *
 * <pre>
 *  [coil | discrete | input | holding] NUMBER[.BIT] [TYPE [ORDER]] [bit N | mask 0xM]
 *  event NUMBER [int | bool | doublePoint]
 *
 *  40101 uint16                 holding 100 int32 CDAB      40101 bit 3      40101.3
 *  10011                        coil 5                      40101 mask 0x0F00
 *  input 0x10 float32 CDAB      40300 string 16             event 3 bool
 * </pre>
 */
public final class ReadGrammar {
  private static final List<String> EVENT_KINDS = List.of("int", "bool", "doublePoint");

  private final Addressing addressing;
  private final Order defaultOrder;

  /**
   * A grammar.
   *
   * @param addressing what a bare number means
   * @param defaultOrder of values that do not say theirs
   */
  public ReadGrammar(Addressing addressing, Order defaultOrder) {
    this.addressing = addressing;
    this.defaultOrder = defaultOrder;
  }

  /** Parses the text of one read. */
  public Parsed<ReadTarget> parse(String text) {
    List<String> words = new ArrayList<>(Arrays.asList(text.strip().split("[\\s,]+")));
    String first = words.get(0);
    if (first.isEmpty()) {
      return Parsed.wrong("read-empty", "nothing is read. Write where, for example \"40101 uint16\" or \"coil 5\".");
    }
    if (first.equalsIgnoreCase("event")) {
      return event(words);
    }
    Table table = null;
    if (!Character.isDigit(first.charAt(0))) {
      table = Table.ofWord(first);
      if (table == null) {
        List<String> known = new ArrayList<>(Table.words());
        known.add("event");
        return Parsed.wrong("read-table", "\"" + first + "\" is not a table of Modbus." + Nearest.hint(first, known)
            + " Write coil, discrete, input or holding and a number.");
      }
      words.remove(0);
      if (words.isEmpty()) {
        return Parsed.wrong("read-address", "\"" + first + "\" needs a number behind it: \"" + table.word() + " 100\".");
      }
    }
    return cells(table, words);
  }

  private Parsed<ReadTarget> cells(@Nullable Table table, List<String> words) {
    String number = words.remove(0);
    int dot = number.indexOf('.');
    if (dot > 0) {
      words.add("bit");
      words.add(number.substring(dot + 1));
      number = number.substring(0, dot);
    }
    Parsed<Place> place = AddressGrammar.parse(table, number, addressing);
    Place at = place.value();
    if (at == null) {
      return Parsed.wrong(place.code(), place.message());
    }
    Parsed<Encoding> encoding = at.table().isBits() ? bitCell(at.table(), words) : encoding(words);
    Encoding found = encoding.value();
    if (found == null) {
      return Parsed.wrong(encoding.code(), encoding.message());
    }
    ReadTarget.Cells cells = new ReadTarget.Cells(at.table(), at.offset(), found);
    if (at.offset() + cells.count() > 0x1_0000) {
      return Parsed.wrong("read-address", "a value of " + cells.count() + " registers at " + at.offset() + " goes beyond the last register, 65535.");
    }
    return Parsed.of(cells);
  }

  private static Parsed<Encoding> bitCell(Table table, List<String> words) {
    if (words.isEmpty() || (words.size() == 1 && words.get(0).equalsIgnoreCase("bool"))) {
      return Parsed.of(Encoding.CELL);
    }
    return Parsed.wrong("read-type", "a " + table.word() + " is one bit and has no type \"" + String.join(" ", words)
        + "\". Leave it out, or read a register (input, holding).");
  }

  private Parsed<Encoding> encoding(List<String> words) {
    DataType type = DataType.UINT16;
    int at = 0;
    if (!words.isEmpty() && !isPart(words.get(0))) {
      DataType named = DataType.ofWord(words.get(0));
      if (named == null || named == DataType.BOOL) {
        return Parsed.wrong("read-type", wrongType(words.get(0), named));
      }
      type = named;
      at = 1;
    }
    int length = 0;
    if (type == DataType.STRING) {
      length = at < words.size() ? Numbers.unsigned(words.get(at)) : -1;
      if (length < 1 || length > Encoding.MAX_STRING) {
        return Parsed.wrong("read-type", "a string needs its length in characters, 1 to " + Encoding.MAX_STRING + ": \"string 16\".");
      }
      at++;
    }
    Order order = defaultOrder;
    if (at < words.size() && Order.looksLike(words.get(at))) {
      Order named = Order.parse(words.get(at));
      int registers = type == DataType.STRING ? 1 : type.registers();
      if (named == null || !named.text(registers).equalsIgnoreCase(words.get(at))) {
        return Parsed.wrong("read-order", wrongOrder(words.get(at), type, registers));
      }
      order = named;
      at++;
    }
    return part(new Encoding(type, order, -1, 0, length), words.subList(at, words.size()));
  }

  private static boolean isPart(String word) {
    return word.equalsIgnoreCase("bit") || word.equalsIgnoreCase("mask") || Order.looksLike(word);
  }

  private static String wrongType(String word, @Nullable DataType bool) {
    if (bool != null) {
      return "a register has 16 bits; which one? Write \"bit 0\" to \"bit 15\".";
    }
    return "\"" + word + "\" is not a type." + Nearest.hint(word, DataType.words())
        + " Types are int16, uint16, int32, uint32, int64, uint64, float32, float64, bcd16, bcd32, bcd64, string N.";
  }

  private static String wrongOrder(String word, DataType type, int registers) {
    StringBuilder known = new StringBuilder();
    for (Order order : registers == 1 ? new Order[] {Order.BIG, Order.BYTE_SWAPPED} : Order.values()) {
      known.append(known.length() == 0 ? "" : ", ").append(order.text(registers));
    }
    return "\"" + word + "\" is not an order of a " + type.word() + ". Orders are " + known + " (A is the most significant byte).";
  }

  private static Parsed<Encoding> part(Encoding whole, List<String> words) {
    if (words.isEmpty()) {
      return Parsed.of(whole);
    }
    DataType type = whole.type();
    String word = words.get(0).toLowerCase(Locale.ROOT);
    boolean known = word.equals("bit") || word.equals("mask");
    if (!known || words.size() != 2) {
      return Parsed.wrong("read-rest", "\"" + String.join(" ", words) + "\" is not understood." + Nearest.hint(word, List.of("bit", "mask"))
          + " After the type may come an order (ABCD), \"bit 3\" or \"mask 0x0F00\".");
    }
    if (!type.isInteger()) {
      return Parsed.wrong("read-part", "bits can be taken from integers only, not from a " + type.word() + ".");
    }
    int bits = 16 * type.registers();
    if (word.equals("bit")) {
      int bit = Numbers.unsigned(words.get(1));
      return bit >= 0 && bit < bits ? Parsed.of(new Encoding(type, whole.order(), bit, 0, 0))
          : Parsed.wrong("read-part", "\"bit " + words.get(1) + "\" is not there: a " + type.word() + " has bit 0 (least significant) to bit "
              + (bits - 1) + ".");
    }
    long mask = mask(words.get(1));
    boolean fits = mask != 0 && (bits == 64 || mask >>> bits == 0);
    return fits ? Parsed.of(new Encoding(type, whole.order(), -1, mask, 0))
        : Parsed.wrong("read-part", "\"mask " + words.get(1) + "\" does not fit a " + type.word() + ". Write the wanted bits, for example 0x0F00.");
  }

  private static long mask(String text) {
    try {
      return Numbers.isHex(text) ? Long.parseUnsignedLong(text.substring(2), 16) : Long.parseUnsignedLong(text);
    } catch (NumberFormatException expected) {
      return 0;
    }
  }

  private static Parsed<ReadTarget> event(List<String> words) {
    int number = words.size() > 1 ? Numbers.unsigned(words.get(1)) : -1;
    if (number < 0 || words.size() > 3) {
      return Parsed.wrong("read-event", "an event is read as \"event N\" with the point's number in the device's event records: \"event 3 bool\".");
    }
    String kind = words.size() > 2 ? words.get(2) : "int";
    return switch (kind.toLowerCase(Locale.ROOT)) {
      case "int" -> Parsed.of(new ReadTarget.Event(number, Kind.INT64));
      case "bool" -> Parsed.of(new ReadTarget.Event(number, Kind.BOOLEAN));
      case "doublepoint" -> Parsed.of(new ReadTarget.Event(number, Kind.DOUBLE_POINT));
      default -> Parsed.wrong("read-event", "\"" + kind + "\" is not a kind of event value." + Nearest.hint(kind, EVENT_KINDS)
          + " Write int, bool or doublePoint (0 intermediate, 1 open, 2 closed, 3 bad).");
    };
  }
}
