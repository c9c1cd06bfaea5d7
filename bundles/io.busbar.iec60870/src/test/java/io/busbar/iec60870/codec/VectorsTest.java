package io.busbar.iec60870.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Units of the vector file say what is written beside them, and are written again to the same bytes. */
class VectorsTest {
  private record Vector(AsduFormat format, byte[] bytes, String header, String objects) {}

  @Test
  void sayWhatTheStandardSays() throws IOException {
    for (Vector vector : vectors()) {
      AsduReader reader = new AsduReader(vector.format());
      assertThat(reader.wrap(vector.bytes(), 0, vector.bytes().length)).as(vector.header()).isEqualTo(Verdict.OK);
      assertThat(Dump.header(reader)).isEqualTo(vector.header());
      assertThat(Dump.objects(reader)).as(vector.header()).isEqualTo(vector.objects());
    }
  }

  @Test
  void areWrittenAsTheyCame() throws IOException {
    for (Vector vector : vectors()) {
      AsduReader reader = new AsduReader(vector.format());
      reader.wrap(vector.bytes(), 0, vector.bytes().length);
      AsduWriter writer = new AsduWriter(vector.format());
      TypeId type = Objects.requireNonNull(reader.type());
      int cause = vector.bytes()[2];
      if (reader.isSequence()) {
        writer.beginSequence(type, cause, reader.originator(), reader.commonAddress());
      } else {
        writer.begin(type, cause, reader.originator(), reader.commonAddress());
      }
      InformationObject object = new InformationObject();
      while (reader.next(object)) {
        assertThat(type == TypeId.F_SG_NA_1 ? writer.segment(object, vector.bytes(), object.segmentOffset, object.segmentBytes)
            : writer.add(object)).isTrue();
      }
      assertThat(HexFormat.of().formatHex(writer.bytes(), 0, writer.length())).as(vector.header())
          .isEqualTo(HexFormat.of().formatHex(vector.bytes()));
    }
  }

  @Test
  void eachOfThemCutOrLengthenedIsRefused() throws IOException {
    for (Vector vector : vectors()) {
      AsduReader reader = new AsduReader(vector.format());
      byte[] longer = java.util.Arrays.copyOf(vector.bytes(), vector.bytes().length + 1);
      assertThat(reader.wrap(longer, 0, longer.length)).as(vector.header()).isNotEqualTo(Verdict.OK);
      for (int length = 0; length < vector.bytes().length; length++) {
        assertThat(reader.wrap(vector.bytes(), 0, length)).as(vector.header() + " cut to " + length).isNotEqualTo(Verdict.OK);
      }
    }
  }

  @Test
  void coverEveryElement() throws IOException {
    Set<Element> missing = EnumSet.allOf(Element.class);
    for (Vector vector : vectors()) {
      missing.remove(Objects.requireNonNull(TypeId.ofCode(vector.bytes()[0] & 0xFF)).element());
    }
    // of these the round trips are enough: they differ from others by their name only
    assertThat(missing).containsExactlyInAnyOrder(Element.TEST_COUNTER, Element.PARAMETER_SCALED, Element.PARAMETER_FLOAT, Element.SECTION_READY,
        Element.FILE_CALL, Element.LAST_SEGMENT, Element.FILE_ACKNOWLEDGE, Element.DIRECTORY, Element.QUERY_LOG);
  }

  private static List<Vector> vectors() throws IOException {
    try (InputStream in = Objects.requireNonNull(VectorsTest.class.getResourceAsStream("asdu-vectors.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).map(VectorsTest::vector).toList();
    }
  }

  private static Vector vector(String line) {
    String[] parts = line.split(" \\| ", -1);
    AsduFormat format = new AsduFormat(parts[0].charAt(0) - '0', parts[0].charAt(1) - '0', parts[0].charAt(2) - '0', AsduFormat.MAX_104);
    return new Vector(format, HexFormat.of().parseHex(parts[1].replace(" ", "")), parts[2], parts[3]);
  }
}
