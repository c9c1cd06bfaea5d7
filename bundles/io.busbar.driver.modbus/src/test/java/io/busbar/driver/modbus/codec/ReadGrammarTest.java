package io.busbar.driver.modbus.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Kind;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadGrammarTest {
  private static Parsed<ReadTarget> parse(Addressing addressing, String text) {
    return new ReadGrammar(addressing, Order.BIG).parse(text);
  }

  @ParameterizedTest
  @CsvSource({
    "MODICON, 40101 uint16, HOLDING, 100, uint16", "MODICON, 40001, HOLDING, 0, uint16", "MODICON, 49999, HOLDING, 9998, uint16",
    "MODICON, 400101 int32, HOLDING, 100, int32", "MODICON, 465535 int32, HOLDING, 65534, int32",
    "MODICON, 30010 float32 CDAB, INPUT, 9, float32 CDAB",
    "MODICON, 10011, DISCRETE, 10, ''", "MODICON, 165536, DISCRETE, 65535, ''", "MODICON, 00005, COIL, 4, ''", "MODICON, 000005, COIL, 4, ''",
    "MODICON, holding 100, HOLDING, 100, uint16", "MODICON, holding 40101 uint16, HOLDING, 100, uint16", "MODICON, 0x64, HOLDING, 100, uint16",
    "MODICON, 40101.3, HOLDING, 100, uint16 bit 3", "MODICON, 40101 bit 15, HOLDING, 100, uint16 bit 15",
    "MODICON, 40101 uint32 mask 0x0F00, HOLDING, 100, uint32 mask 0xF00", "MODICON, 40300 string 16, HOLDING, 299, string 16",
    "ZERO_BASED, 40101 uint16, HOLDING, 40101, uint16", "ZERO_BASED, holding 40101, HOLDING, 40101, uint16",
    "ZERO_BASED, discrete 10011, DISCRETE, 10011, ''",
    "UNSAID, holding 100 uint16, HOLDING, 100, uint16", "UNSAID, coil 5, COIL, 5, ''", "UNSAID, Discrete 10, DISCRETE, 10, ''",
    "UNSAID, input 0x10 float32 CDAB, INPUT, 16, float32 CDAB", "UNSAID, inputs 5 bcd32, INPUT, 5, bcd32", "UNSAID, coil 12345, COIL, 12345, ''",
    "UNSAID, holding 100.7, HOLDING, 100, uint16 bit 7", "UNSAID, holding 30001, HOLDING, 30001, uint16", "UNSAID, coil 5 bool, COIL, 5, ''",
  })
  void readsPlaces(Addressing addressing, String text, Table table, int offset, String words) {
    ReadTarget.Cells cells = (ReadTarget.Cells) parse(addressing, text).value();
    assertThat(cells).as(parse(addressing, text).message()).isNotNull();
    assertThat(cells.table()).isEqualTo(table);
    assertThat(cells.offset()).isEqualTo(offset);
    assertThat(cells.encoding().words()).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "UNSAID|10011|10011 is ambiguous. Add \"addressing: modicon\" (offset 10) or \"zeroBased\".",
    "UNSAID|holding 40101|holding 40101 is ambiguous. Write \"holding 100\" for 40101 of a manual, or add \"addressing: zeroBased\"",
    "MODICON|101|101 is not a Modicon number: those have five or six digits",
    "MODICON|40000|40000 is not a Modicon number: they begin at 40001.",
    "MODICON|20001|20001 is not a Modicon number: 00001 to 065536 are coils",
    "MODICON|465536 uint32|a value of 2 registers at 65535 goes beyond the last register, 65535.",
    "MODICON|holdng 5|\"holdng\" is not a table of Modbus. Did you mean \"holding\"?",
    "MODICON|holding|\"holding\" needs a number behind it",
    "MODICON|holding x|\"x\" is not an address.",
    "MODICON|holding 70000|70000 is too large: an address in a request is 0 to 65535.",
    "MODICON|40101 uint61|\"uint61\" is not a type. Did you mean \"uint16\"?",
    "MODICON|40101 bool|a register has 16 bits; which one? Write \"bit 0\" to \"bit 15\".",
    "MODICON|40101 uint32 ACBD|\"ACBD\" is not an order of a uint32. Orders are ABCD, CDAB, BADC, DCBA",
    "MODICON|40101 uint16 CDAB|\"CDAB\" is not an order of a uint16. Orders are AB, BA",
    "MODICON|40101 bit 16|\"bit 16\" is not there: a uint16 has bit 0 (least significant) to bit 15.",
    "MODICON|40101 float32 bit 1|bits can be taken from integers only",
    "MODICON|40101 mask 0x10000|\"mask 0x10000\" does not fit a uint16.",
    "MODICON|40101 uint16 ABC|\"ABC\" is not understood.",
    "MODICON|40101 string|a string needs its length in characters, 1 to 250",
    "MODICON|10011 uint16|a discrete is one bit and has no type \"uint16\".",
    "MODICON|event|an event is read as \"event N\"",
    "MODICON|event 3 boolean|\"boolean\" is not a kind of event value. Did you mean \"bool\"?",
    "MODICON|''|nothing is read.",
  })
  void saysWhatIsWrongAndWhatToWrite(Addressing addressing, String text, String message) {
    Parsed<ReadTarget> parsed = parse(addressing, text.replace("''", ""));
    assertThat(parsed.value()).isNull();
    assertThat(parsed.message()).startsWith(message);
    assertThat(parsed.code()).startsWith("read-");
  }

  @Test
  void readsEventPoints() {
    assertThat(parse(Addressing.MODICON, "event 3").value()).isEqualTo(new ReadTarget.Event(3, Kind.INT64));
    assertThat(parse(Addressing.MODICON, "event 3 bool").value()).isEqualTo(new ReadTarget.Event(3, Kind.BOOLEAN));
    assertThat(parse(Addressing.UNSAID, "event 1 doublePoint").value()).isEqualTo(new ReadTarget.Event(1, Kind.DOUBLE_POINT));
  }

  @Test
  void aTemplatesOrderHoldsForEveryWidth() {
    ReadGrammar grammar = new ReadGrammar(Addressing.MODICON, Order.WORD_SWAPPED);
    assertThat(((ReadTarget.Cells) grammar.parse("40001 float64").value()).encoding().words()).isEqualTo("float64 GHEFCDAB");
    assertThat(((ReadTarget.Cells) grammar.parse("40001 float32 ABCD").value()).encoding().words()).isEqualTo("float32");
  }

  @Test
  void neverThrowsWhateverIsWritten() {
    Random random = new Random(3);
    String[] words = {"holding", "40101", "0x", "bit", "mask", "uint16", "string", "ABCD", "-5",
       "99999999999", ".", "3.", ".3", "event", "float64", "é"};
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(5); n >= 0; n--) {
        text.append(words[random.nextInt(words.length)]).append(random.nextInt(4) == 0 ? "" : " ");
      }
      for (Addressing addressing : Addressing.values()) {
        Parsed<ReadTarget> parsed = parse(addressing, text.toString());
        assertThat(parsed.value() == null).as(text.toString()).isEqualTo(!parsed.message().isEmpty());
      }
    }
  }

  @Test
  void readsTheRecordOfAnEvent() {
    EventFormat format = EventFormat.parse("seq uint32, time uint64ms | point uint16, skip 1, value int16", Order.BIG).value();
    assertThat(format.registers()).isEqualTo(9);
    assertThat(format.time().at()).isEqualTo(2);
    assertThat(format.timeUnitNs()).isEqualTo(1_000_000);
    assertThat(format.value().at()).isEqualTo(8);
    assertThat(EventFormat.parse("seq uint32, time uint32, point uint16, value uint16", Order.BIG).message()).contains("needs its unit");
    assertThat(EventFormat.parse("seq uint32, time uint32 s, point uint16", Order.BIG).message()).startsWith("the event record has no \"value\"");
    assertThat(EventFormat.parse("sequence uint32", Order.BIG).message()).startsWith("\"sequence uint32\" is not a field");
  }

  @Test
  void sequenceNumbersWrap() {
    EventFormat format = EventFormat.parse("seq uint16, time uint32 s, point uint16, value uint16", Order.BIG).value();
    assertThat(format.isNewer(0, 65_535)).isTrue();
    assertThat(format.between(65_535, 0)).isZero();
    assertThat(format.isNewer(65_535, 0)).isFalse();
    assertThat(format.isNewer(5, 5)).isFalse();
  }
}
