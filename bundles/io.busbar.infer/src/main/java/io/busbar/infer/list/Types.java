package io.busbar.infer.list;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Types and orders of values, from the words that lists use to those that a template uses. Stateless. */
final class Types {
  private static final Map<String, String> WORDS = Map.ofEntries(Map.entry("", ""), Map.entry("uint16", "uint16"), Map.entry("u16", "uint16"),
      Map.entry("word", "uint16"), Map.entry("ushort", "uint16"), Map.entry("uint", "uint16"), Map.entry("enum16", "uint16"),
      Map.entry("bitfield16", "uint16"), Map.entry("acc16", "uint16"), Map.entry("raw16", "uint16"), Map.entry("unsigned", "uint16"),
      Map.entry("int16", "int16"), Map.entry("s16", "int16"), Map.entry("i16", "int16"), Map.entry("short", "int16"), Map.entry("int", "int16"),
      Map.entry("sunssf", "int16"), Map.entry("signed", "int16"), Map.entry("uint32", "uint32"), Map.entry("u32", "uint32"),
      Map.entry("dword", "uint32"), Map.entry("ulong", "uint32"), Map.entry("enum32", "uint32"), Map.entry("bitfield32", "uint32"),
      Map.entry("acc32", "uint32"), Map.entry("udint", "uint32"), Map.entry("int32", "int32"), Map.entry("s32", "int32"),
      Map.entry("i32", "int32"),
      Map.entry("dint", "int32"), Map.entry("long", "int32"), Map.entry("uint64", "uint64"), Map.entry("u64", "uint64"),
      Map.entry("acc64", "uint64"), Map.entry("bitfield64", "uint64"), Map.entry("int64", "int64"), Map.entry("s64", "int64"),
      Map.entry("i64", "int64"),
      Map.entry("float32", "float32"), Map.entry("float", "float32"), Map.entry("f32", "float32"), Map.entry("real", "float32"),
      Map.entry("single", "float32"), Map.entry("float64", "float64"), Map.entry("double", "float64"), Map.entry("f64", "float64"),
      Map.entry("lreal", "float64"), Map.entry("bcd16", "bcd16"), Map.entry("bcd32", "bcd32"), Map.entry("bcd64", "bcd64"), Map.entry("bool", ""),
      Map.entry("boolean", ""), Map.entry("bit", ""), Map.entry("bitstate", ""));
  private static final Pattern TEXT = Pattern.compile("string ?(\\d{1,3})");
  /** A length in brackets counts registers. */
  private static final Pattern REGISTERS = Pattern.compile("string ?\\[(\\d{1,3})]");
  private static final Map<String, String> ORDERS = Map.ofEntries(Map.entry("", ""), Map.entry("abcd", "ABCD"), Map.entry("cdab", "CDAB"),
      Map.entry("badc", "BADC"), Map.entry("dcba", "DCBA"), Map.entry("big", "ABCD"), Map.entry("bigendian", "ABCD"), Map.entry("be", "ABCD"),
      Map.entry("little", "DCBA"), Map.entry("littleendian", "DCBA"), Map.entry("le", "DCBA"), Map.entry("wordswap", "CDAB"),
      Map.entry("wordswapped", "CDAB"), Map.entry("byteswap", "BADC"), Map.entry("ab", "ABCD"), Map.entry("ba", "BADC"));

  private Types() {}

  /** The template's word; null if there is none. */
  static @Nullable String of(String written) {
    String text = written.toLowerCase(Locale.ROOT).strip();
    Matcher characters = TEXT.matcher(text);
    if (characters.matches()) {
      return "string " + Integer.parseInt(characters.group(1));
    }
    Matcher registers = REGISTERS.matcher(text);
    if (registers.matches()) {
      return "string " + 2 * Integer.parseInt(registers.group(1));
    }
    return WORDS.get(text.replaceAll("[\\s_-]", ""));
  }

  /** The template's word; null if there is none. */
  static @Nullable String order(String written) {
    return ORDERS.get(written.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""));
  }
}
