package io.busbar.transport.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SerialFrameTest {
  private final List<byte[]> found = new ArrayList<>();

  private void feed(FrameReader reader, byte[] bytes) {
    reader.read(bytes, 0, bytes.length, found::add);
  }

  @Test
  void theChecksumIsThatOfHdlc() {
    assertThat(Crc16.of("123456789".getBytes(StandardCharsets.US_ASCII), 0, 9)).isEqualTo(0x906E);
  }

  @Test
  void everyLengthAndContentComesBackAndOnlyTheEndsAreZero() {
    SplittableRandom random = new SplittableRandom(1);
    FrameReader reader = new FrameReader(1_100);
    for (int length = 1; length <= 1_100; length++) {
      byte[] datagram = new byte[length];
      int zeros = random.nextInt(4);
      for (int i = 0; i < length; i++) {
        datagram[i] = zeros == 0 ? 0 : zeros == 1 ? 7 : (byte) random.nextInt(zeros == 2 ? 3 : 256);
      }
      byte[] frame = SerialFrame.encode(ByteBuffer.wrap(datagram));
      assertThat(frame.length).isLessThanOrEqualTo(length + SerialFrame.overheadBytes(length));
      for (int i = 0; i < frame.length; i++) {
        assertThat(frame[i] == 0).isEqualTo(i == 0 || i == frame.length - 1);
      }
      found.clear();
      feed(reader, frame);
      assertThat(found).hasSize(1);
      assertThat(found.get(0)).isEqualTo(datagram);
    }
    assertThat(reader.damaged()).isZero();
  }

  @Test
  void afterGarbageTheNextFrameIsFound() {
    SplittableRandom random = new SplittableRandom(2);
    FrameReader reader = new FrameReader(64);
    int sent = 0;
    int wrong = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] garbage = new byte[random.nextInt(200)];
      random.nextBytes(garbage);
      feed(reader, garbage);
      found.clear();
      byte[] datagram = {1, 0, (byte) round, (byte) (round >> 8)};
      byte[] frame = SerialFrame.encode(ByteBuffer.wrap(datagram));
      for (byte each : frame) {
        feed(reader, new byte[] {each});
      }
      sent++;
      // What garbage ended with may by chance be a frame; ours is found in any case, and last.
      wrong += found.size() - 1;
      assertThat(found.get(found.size() - 1)).isEqualTo(datagram);
    }
    assertThat(sent).isEqualTo(20_000);
    assertThat(wrong).isLessThan(20);
    assertThat(reader.damaged()).isPositive();
  }

  @Test
  void aFrameCutShortOrDamagedIsDroppedAndCounted() {
    FrameReader reader = new FrameReader(64);
    byte[] frame = SerialFrame.encode(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}));
    reader.read(frame, 0, 4, found::add);
    feed(reader, frame);
    assertThat(found).hasSize(1);
    assertThat(reader.damaged()).isEqualTo(1);
    for (int i = 1; i < frame.length - 1; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] damaged = frame.clone();
        damaged[i] ^= (byte) (1 << bit);
        feed(reader, damaged);
      }
    }
    assertThat(found).as("no single bit error passes").hasSize(1);
    feed(reader, frame);
    assertThat(found).hasSize(2);
  }

  @Test
  void frameAfterFrameThatIsTooLongTakesNoMemory() {
    FrameReader reader = new FrameReader(64);
    feed(reader, SerialFrame.encode(ByteBuffer.wrap(new byte[5_000])));
    byte[] endless = new byte[100_000];
    java.util.Arrays.fill(endless, (byte) 9);
    feed(reader, endless);
    feed(reader, SerialFrame.encode(ByteBuffer.wrap(new byte[] {5})));
    assertThat(found).hasSize(1);
    assertThat(reader.damaged()).isEqualTo(2);
  }
}
