package io.busbar.transport.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.testkit.vectors.VectorFile;
import io.busbar.testkit.vectors.VectorFile.Vector;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The serial frames of the link's specification, made and found again. */
class SerialVectorsTest {
  private static final Path FILE = Path.of("..", "io.busbar.link", "src", "test", "resources", "vectors", "bearers.txt");

  @Test
  void framesAreAsTheSpecificationHasThem() throws Exception {
    VectorFile file = new VectorFile(Files.readString(FILE));
    for (Vector vector : file.vectors()) {
      List<byte[]> found = new ArrayList<>();
      FrameReader reader = new FrameReader(300);
      if (vector.has("refused")) {
        byte[] frame = vector.bytes("refused");
        reader.read(frame, 0, frame.length, found::add);
        assertThat(found).as(vector.name()).isEmpty();
        assertThat(reader.damaged()).as(vector.name()).isOne();
      } else if (vector.name().startsWith("serial")) {
        byte[] datagram = vector.has("count") ? counting((int) vector.number("count")) : vector.bytes("datagram");
        byte[] frame = SerialFrame.encode(ByteBuffer.wrap(datagram));
        vector.made("frame", frame);
        reader.read(frame, 0, frame.length, found::add);
        // With garbage ahead, and one zero for two between.
        byte[] garbage = {9, 8, 7};
        reader.read(garbage, 0, garbage.length, found::add);
        reader.read(frame, 0, frame.length, found::add);
        reader.read(frame, 1, frame.length - 1, found::add);
        assertThat(found).as(vector.name()).hasSize(3).allSatisfy(each -> assertThat(each).isEqualTo(datagram));
      }
    }
    if (Boolean.getBoolean("busbar.vectors.write")) {
      Files.writeString(FILE, file.made());
    }
    assertThat(file.made()).isEqualTo(Files.readString(FILE));
  }

  private static byte[] counting(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i + 1);
    }
    return bytes;
  }
}
