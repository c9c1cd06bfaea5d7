package io.busbar.driver.iec60870.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * What went over a 104 connection as a capture file, so that Wireshark's dissector, which nobody here wrote, can say what it thinks of it. A piece
 * of bytes becomes a TCP segment of a made-up IPv4 connection to port 2404.
 */
final class Wire implements BiConsumer<Boolean, byte[]>, AutoCloseable {
  private static final int ETHERTYPE_RAW_IPV4 = 228;

  private final Path file;
  private final OutputStream out;
  private final int[] next = {1, 1};
  private int packets;

  Wire(String name) throws IOException {
    file = Files.createTempFile(name, ".pcap");
    out = Files.newOutputStream(file);
    out.write(ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN).putInt(0xA1B2C3D4).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0)
        .putInt(65_535).putInt(ETHERTYPE_RAW_IPV4).array());
  }

  @Override
  public synchronized void accept(Boolean sent, byte[] bytes) {
    int from = sent ? 0 : 1;
    int length = 40 + bytes.length;
    ByteBuffer packet = ByteBuffer.allocate(length);
    packet.put((byte) 0x45).put((byte) 0).putShort((short) length).putInt(0).put((byte) 64).put((byte) 6).putShort((short) 0);
    packet.putInt(0x7F000001 + from).putInt(0x7F000002 - from);
    packet.putShort((short) (sent ? 40_000 : 2404)).putShort((short) (sent ? 2404 : 40_000)).putInt(next[from]).putInt(next[1 - from]);
    packet.put((byte) 0x50).put((byte) 0x18).putShort((short) 8192).putInt(0).put(bytes);
    next[from] += bytes.length;
    packets++;
    ByteBuffer head = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putInt(packets / 1000).putInt(packets % 1000 * 1000)
        .putInt(length).putInt(length);
    try {
      out.write(head.array());
      out.write(packet.array());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Every unit is decoded, none is called malformed. Says that it looked at nothing if tshark is not installed. */
  synchronized void mustBeUnderstoodByTshark() throws IOException, InterruptedException {
    out.flush();
    Process tshark;
    try {
      tshark = new ProcessBuilder("tshark", "-n", "-r", file.toString(), "-o", "tcp.check_checksum:FALSE", "-T", "fields", "-e", "_ws.malformed",
          "-e", "_ws.expert.message", "-e", "iec60870_asdu.typeid").redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException missing) {
      System.getLogger(Wire.class.getName()).log(System.Logger.Level.WARNING,
          "tshark is not installed (Debian package tshark): nothing was looked at");
      return;
    }
    String text = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tshark.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(text.lines().filter(line -> !line.isBlank()).count()).as("units that tshark decoded in " + packets + " pieces").isPositive();
    assertThat(text).doesNotContainIgnoringCase("malformed");
    assertThat(text).as("what tshark found").doesNotContainIgnoringCase("invalid");
  }

  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(file);
  }
}
