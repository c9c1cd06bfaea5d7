package io.busbar.sim.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ModbusCodecTest {
  private static final DataModel MODEL = new DataModel() {
    @Override
    public int readBits(Table table, int start, int count, byte[] out, int offset) {
      out[offset] = (byte) 0xCD;
      return 0;
    }

    @Override
    public int readRegisters(Table table, int start, int count, byte[] out, int offset) {
      for (int i = 0; i < count; i++) {
        out[offset + 2 * i + 1] = (byte) (start + i);
      }
      return start >= 1_000 ? ExceptionCode.ILLEGAL_DATA_ADDRESS : 0;
    }

    @Override
    public int writeBits(int start, int count, byte[] packed) {
      return 0;
    }

    @Override
    public int writeRegisters(int start, int count, byte[] values) {
      return 0;
    }
  };

  private static byte[] hex(String text) {
    return HexFormat.ofDelimiter(" ").parseHex(text);
  }

  private static String answer(String pdu) {
    byte[] bytes = hex(pdu);
    return HexFormat.ofDelimiter(" ").withUpperCase()
        .formatHex(ModbusReply.answer(ModbusRequest.decode(bytes, 0, bytes.length), MODEL).pdu());
  }

  @Test
  void everyFunctionAnswersAsTheStandardShows() {
    assertThat(answer("01 00 13 00 08")).isEqualTo("01 01 CD");
    assertThat(answer("02 00 13 00 08")).isEqualTo("02 01 CD");
    assertThat(answer("03 00 6B 00 03")).isEqualTo("03 06 00 6B 00 6C 00 6D");
    assertThat(answer("04 00 08 00 01")).isEqualTo("04 02 00 08");
    assertThat(answer("05 00 AC FF 00")).isEqualTo("05 00 AC FF 00");
    assertThat(answer("05 00 AC 00 00")).isEqualTo("05 00 AC 00 00");
    assertThat(answer("06 00 01 00 03")).isEqualTo("06 00 01 00 03");
    assertThat(answer("0F 00 13 00 0A 02 CD 01")).isEqualTo("0F 00 13 00 0A");
    assertThat(answer("10 00 01 00 02 04 00 0A 01 02")).isEqualTo("10 00 01 00 02");
    assertThat(answer("16 00 04 00 F2 00 25")).isEqualTo("16 00 04 00 F2 00 25");
  }

  @Test
  void whatIsWrongIsRefusedWithTheRightException() {
    assertThat(answer("2B 0E 01 00")).isEqualTo("AB 01");
    assertThat(answer("03 03 E8 00 01")).isEqualTo("83 02");
    assertThat(answer("03 FF FF 00 02")).isEqualTo("83 02");
    assertThat(answer("03 00 00 00 00")).isEqualTo("83 03");
    assertThat(answer("03 00 00 00 7E")).isEqualTo("83 03");
    assertThat(answer("01 00 00 07 D1")).isEqualTo("81 03");
    assertThat(answer("05 00 00 12 34")).isEqualTo("85 03");
    assertThat(answer("10 00 01 00 02 03 00 0A 01")).isEqualTo("90 03");
    assertThat(answer("10 00 01")).isEqualTo("90 03");
  }

  @Test
  void crcOfTheStandardsExample() {
    byte[] frame = hex("02 07");
    assertThat(Crc16.of(frame, 0, 2)).isEqualTo(0x1241);
  }

  @Test
  void mbapFramesAreFoundInAnyPortions() {
    byte[] bytes = hex("12 34 00 00 00 06 07 03 00 00 00 02");
    MbapFraming framing = new MbapFraming();
    for (int length = 0; length < bytes.length; length++) {
      assertThat(framing.scan(bytes, length)).isEqualTo(Framing.Scan.INCOMPLETE);
    }
    Framing.Scan scan = framing.scan(bytes, bytes.length);
    assertThat(scan).isEqualTo(new Framing.Scan(12, 7, 0x1234, 7, 5));
    assertThat(framing.wrap(scan, hex("83 02"))).isEqualTo(hex("12 34 00 00 00 03 07 83 02"));
    assertThat(framing.wrapGarbled(scan, hex("83 02"))).isNotEqualTo(framing.wrap(scan, hex("83 02")));
  }

  @Test
  void rtuRequestIsFoundBehindRubbish() {
    RtuFraming framing = new RtuFraming();
    byte[] good = framing.wrap(new Framing.Scan(0, 9, 0, 0, 0), hex("03 00 10 00 02"));
    assertThat(framing.scan(good, good.length)).isEqualTo(new Framing.Scan(8, 9, 0, 1, 5));
    byte[] noisy = new byte[3 + good.length];
    noisy[0] = 0x55;
    System.arraycopy(good, 0, noisy, 3, good.length);
    assertThat(framing.scan(noisy, noisy.length)).isEqualTo(new Framing.Scan(11, 9, 0, 4, 5));
    assertThat(framing.scan(noisy, noisy.length - 1)).isEqualTo(Framing.Scan.INCOMPLETE);
    byte[] garbled = framing.wrapGarbled(new Framing.Scan(0, 9, 0, 0, 0), hex("03 00 10 00 02"));
    assertThat(framing.scan(garbled, garbled.length).found()).isFalse();
  }

  @Test
  void rtuUnknownFunctionIsStillAFrameSoThatItCanBeRefused() {
    RtuFraming framing = new RtuFraming();
    byte[] frame = framing.wrap(new Framing.Scan(0, 9, 0, 0, 0), hex("2B 0E 01 00"));
    assertThat(framing.scan(frame, frame.length).found()).isTrue();
  }

  @Test
  void randomBytesNeverBreakAFraming() {
    SplittableRandom random = new SplittableRandom(42);
    byte[] bytes = new byte[1_024];
    for (int i = 0; i < 2_000; i++) {
      random.nextBytes(bytes);
      int length = random.nextInt(bytes.length + 1);
      for (Framing framing : new Framing[] {new MbapFraming(), new RtuFraming()}) {
        Framing.Scan scan = framing.scan(bytes, length);
        assertThat(scan.consumed()).isBetween(0, length);
        if (scan.found()) {
          ModbusReply.answer(ModbusRequest.decode(bytes, scan.pduOffset(), scan.pduLength()), MODEL);
        }
      }
      byte[] pdu = Arrays.copyOf(bytes, 1 + length % 253);
      ModbusReply.answer(ModbusRequest.decode(pdu, 0, pdu.length), MODEL);
    }
  }
}
