package io.busbar.driver.modbus.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Kind;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EncodingTest {
  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static long bits(String words, String hex) {
    ReadTarget target = new ReadGrammar(Addressing.ZERO_BASED, Order.BIG).parse("holding 0 " + words).value();
    Encoding encoding = ((ReadTarget.Cells) target).encoding();
    return encoding.bits(encoding.raw(hex(hex), 0));
  }

  @ParameterizedTest
  @CsvSource({
    "uint16, FFFE, 65534", "int16, FFFE, -2", "uint16 BA, 0102, 513", "int16 BA, FEFF, -2",
    "uint32, 01020304, 16909060", "uint32 CDAB, 03040102, 16909060", "uint32 BADC, 02010403, 16909060", "uint32 DCBA, 04030201, 16909060",
    "int32, FFFFFFFE, -2", "int32 CDAB, FFFEFFFF, -2",
    "int64, 0102030405060708, 72623859790382856", "int64 GHEFCDAB, 0708050603040102, 72623859790382856",
    "int64 BADCFEHG, 0201040306050807, 72623859790382856", "int64 HGFEDCBA, 0807060504030201, 72623859790382856",
    "uint64, FFFFFFFFFFFFFFFE, -2",
    "bcd16, 1234, 1234", "bcd32, 12345678, 12345678", "bcd32 CDAB, 56781234, 12345678", "bcd64, 1234567890123456, 1234567890123456",
    "uint16 bit 0, 0001, 1", "uint16 bit 15, 8000, 1", "uint16 bit 1, 0001, 0", "bit 3, 0008, 1",
    "uint16 mask 0x0F00, 0A00, 10", "uint32 mask 0xFF0000, 00AB0000, 171",
  })
  void readsIntegersOfAllTypesAndOrders(String words, String hex, long expected) {
    assertThat(bits(words, hex)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "float32, 42F6E979", "float32 CDAB, E97942F6", "float32 BADC, F64279E9", "float32 DCBA, 79E9F642",
  })
  void readsFloat32OfAllOrders(String words, String hex) {
    assertThat(Double.longBitsToDouble(bits(words, hex))).isEqualTo(123.456f);
  }

  @ParameterizedTest
  @CsvSource({
    "float64, 405EDD2F1A9FBE77", "float64 GHEFCDAB, BE771A9FDD2F405E", "float64 BADCFEHG, 5E402FDD9F1A77BE", "float64 HGFEDCBA, 77BE9F1A2FDD5E40",
  })
  void readsFloat64OfAllOrders(String words, String hex) {
    assertThat(Double.longBitsToDouble(bits(words, hex))).isEqualTo(123.456);
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void whatIsLaidIntoRegistersComesOutAgain(Order order) {
    Random random = new Random(1);
    byte[] bytes = new byte[8];
    for (int i = 0; i < 1_000; i++) {
      long value = random.nextLong();
      for (int registers : new int[] {1, 2, 4}) {
        long cut = registers == 4 ? value : value & ((1L << (16 * registers)) - 1);
        order.scatter(cut, bytes, 0, registers);
        assertThat(order.gather(bytes, 0, registers)).isEqualTo(cut);
      }
    }
  }

  @Test
  void theLettersOfAnOrderAreItsLayoutOnTheWire() {
    for (Order order : Order.values()) {
      byte[] bytes = new byte[8];
      order.scatter(0x4142434445464748L, bytes, 0, 4);
      assertThat(new String(bytes, java.nio.charset.StandardCharsets.US_ASCII)).isEqualTo(order.text(4));
      order.scatter(0x41424344L, bytes, 0, 2);
      assertThat(new String(bytes, 0, 4, java.nio.charset.StandardCharsets.US_ASCII)).isEqualTo(order.text(2));
      order.scatter(0x4142L, bytes, 0, 1);
      assertThat(new String(bytes, 0, 2, java.nio.charset.StandardCharsets.US_ASCII)).isEqualTo(order.text(1));
    }
  }

  @Test
  void tellsDigitsAndNumbersFromWhatIsNone() {
    Encoding bcd = Encoding.of(DataType.BCD16, Order.BIG);
    assertThat(bcd.isValid(0x1234)).isTrue();
    assertThat(bcd.isValid(0x12A4)).isFalse();
    assertThat(Encoding.of(DataType.FLOAT32, Order.BIG).isValid(0x7FC00000)).isFalse();
    assertThat(Encoding.of(DataType.FLOAT32, Order.BIG).isValid(0x7F800000)).as("infinity is a number").isTrue();
    assertThat(Encoding.of(DataType.UINT64, Order.BIG).kind()).isEqualTo(Kind.UINT64);
  }

  @Test
  void readsTextToItsEnd() {
    Encoding text = new Encoding(DataType.STRING, Order.BIG, -1, 0, 5);
    assertThat(text.registers()).isEqualTo(3);
    assertThat(text.stringLength(hex("416200004100"), 0)).isEqualTo(2);
    assertThat(text.stringLength(hex("416263202020"), 0)).isEqualTo(3);
    Encoding swapped = new Encoding(DataType.STRING, Order.BYTE_SWAPPED, -1, 0, 4);
    assertThat((char) swapped.stringByte(hex("62416443"), 0, 0)).isEqualTo('A');
    assertThat((char) swapped.stringByte(hex("62416443"), 0, 3)).isEqualTo('d');
  }

  @Test
  void theChecksumIsThatOfTheStandardAndOfJ2mod() {
    byte[] frame = hex("0103000000 0A".replace(" ", ""));
    assertThat(Crc16.of(frame, 0, 6)).isEqualTo(0xCDC5);
    Random random = new Random(2);
    for (int i = 0; i < 100; i++) {
      byte[] bytes = new byte[1 + random.nextInt(250)];
      random.nextBytes(bytes);
      int[] theirs = com.ghgande.j2mod.modbus.util.ModbusUtil.calculateCRC(bytes, 0, bytes.length);
      assertThat(Crc16.of(bytes, 0, bytes.length)).isEqualTo(theirs[0] | theirs[1] << 8);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "uint16, 0xFFFF, FFFF", "int16, -32768, 8000", "uint32, 0xFFFFFFFF, FFFFFFFF", "int32 CDAB, -1, FFFFFFFF", "float32, NaN, 7FC00000",
    "float32, 0xFFC00000, FFC00000", "float64, -9999, C0C3878000000000", "uint64, 18446744073709551615, FFFFFFFFFFFFFFFF", "bcd16, 9999, 9999",
    "'uint16', '0x7FFF, 0x8000', 8000",
  })
  void knowsThePatternsForNotAvailable(String words, String text, String hex) {
    ReadTarget.Cells cells = (ReadTarget.Cells) new ReadGrammar(Addressing.ZERO_BASED, Order.BIG).parse("holding 0 " + words).value();
    Sentinels sentinels = Sentinels.parse(text, cells.encoding()).value();
    assertThat(sentinels.contains(cells.encoding().raw(hex(hex), 0))).isTrue();
    assertThat(sentinels.contains(5)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"uint16, 0x10000", "int16, 40000", "uint16, -1", "float32, none", "bcd16, 12345", "string 4, 0", "uint16, ' '"})
  void refusesPatternsThatCannotBe(String words, String text) {
    ReadTarget.Cells cells = (ReadTarget.Cells) new ReadGrammar(Addressing.ZERO_BASED, Order.BIG).parse("holding 0 " + words).value();
    assertThat(Sentinels.parse(text, cells.encoding()).message()).isNotEmpty();
  }
}
