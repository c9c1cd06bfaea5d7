package io.busbar.link.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.journal.StreamId;
import io.busbar.api.link.LinkCondition;
import io.busbar.api.link.LinkMessages;
import io.busbar.api.link.PositionSet;
import io.busbar.link.codec.PacketLayout;
import io.busbar.link.codec.PacketReader;
import io.busbar.link.codec.PacketWriter;
import io.busbar.testkit.vectors.VectorFile;
import io.busbar.testkit.vectors.VectorFile.Vector;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Vectors of numbers, terms, words and messages: each is made from its fields and read again. */
class MessageVectorsTest {
  private static final String HERE = ".";

  @Test
  void numbers() throws IOException {
    VectorFile file = Vectors.read(HERE, "numbers");
    for (Vector vector : file.vectors()) {
      if (vector.has("malformed")) {
        PacketReader in = reader(vector.bytes("malformed"));
        in.varint();
        assertThat(in.failed()).as(vector.name()).isTrue();
      } else if (vector.has("value")) {
        PacketWriter out = writer();
        out.varint(vector.number("value"));
        vector.made("bytes", written(out));
        assertThat(PacketLayout.varintBytes(vector.number("value"))).isEqualTo(out.length());
        assertThat(reader(written(out)).varint()).isEqualTo(vector.number("value"));
      } else {
        packetNumber(vector);
      }
    }
    Vectors.check(file, HERE, "numbers");
  }

  private static void packetNumber(Vector vector) {
    long number = vector.number("number");
    boolean wide = PacketLayout.needsWide(number, vector.number("acknowledged"));
    PacketWriter out = writer();
    if (wide) {
      out.u16((int) number);
      assertThat(PacketLayout.expand(reader(written(out)).u16(), vector.number("highest"))).as(vector.name()).isEqualTo(number);
    } else {
      out.u8((int) number);
      assertThat(PacketLayout.expandNarrow(reader(written(out)).u8(), vector.number("highest"))).as(vector.name()).isEqualTo(number);
    }
    vector.made("bytes", written(out));
  }

  @Test
  void messages() throws IOException {
    VectorFile file = Vectors.read(HERE, "messages");
    for (Vector vector : file.vectors()) {
      if (vector.name().startsWith("other terms")) {
        otherTerms(vector);
      } else if (vector.name().startsWith("terms")) {
        terms(vector);
      } else if (vector.name().startsWith("words")) {
        words(vector);
      } else {
        byte[] bytes = message(vector);
        vector.made("bytes", bytes);
      }
    }
    Vectors.check(file, HERE, "messages");
  }

  private static void terms(Vector vector) {
    if (vector.has("refused")) {
      assertThat(Terms.read(reader(vector.bytes("refused")))).as(vector.name()).isNull();
      return;
    }
    Terms terms = fields(vector);
    PacketWriter out = writer();
    terms.write(out);
    vector.made("bytes", written(out));
    assertThat(Terms.read(reader(written(out)))).isEqualTo(terms);
  }

  private static Terms fields(Vector vector) {
    return new Terms((int) vector.number("ack delay ms"), (int) vector.number("max payload"), (int) vector.number("connection"),
        vector.number("rate"), (int) vector.number("turn ms"));
  }

  /** A message of lane 7 that begins with 0 is nobody's words. */
  private static void otherTerms(Vector vector) {
    if (vector.has("passed over")) {
      assertThat(Terms.decode(vector.bytes("passed over"))).as(vector.name()).isNull();
    } else {
      vector.made("bytes", fields(vector).encode());
      assertThat(Terms.decode(vector.bytes("bytes"))).isEqualTo(fields(vector));
    }
    assertThat(Words.decode(vector.bytes(vector.has("bytes") ? "bytes" : "passed over"), Limits.MAX_HELLO_BYTES)).as(vector.name()).isNull();
  }

  private static void words(Vector vector) {
    if (vector.has("refused")) {
      assertThat(Words.decode(vector.bytes("refused"), Limits.MAX_HELLO_BYTES)).as(vector.name()).isNull();
      return;
    }
    byte[] bytes = new Words(vector.text("name"), vector.bytes("text")).encode();
    vector.made("bytes", bytes);
    Words read = Words.decode(bytes, Limits.MAX_HELLO_BYTES);
    assertThat(read.name()).isEqualTo(vector.text("name"));
    assertThat(read.text()).isEqualTo(vector.bytes("text"));
  }

  private static byte[] message(Vector vector) {
    switch (vector.text("type")) {
      case "hello" -> {
        LinkMessages.Hello hello = new LinkMessages.Hello(epoch(vector), heads(vector), (int) vector.number("codec"));
        assertThat(LinkMessages.readHello(LinkMessages.encode(hello))).isEqualTo(hello);
        return LinkMessages.encode(hello);
      }
      case "welcome" -> {
        LinkMessages.Welcome welcome = new LinkMessages.Welcome(epoch(vector), received(vector), (int) vector.number("codec"));
        assertThat(LinkMessages.readWelcome(LinkMessages.encode(welcome))).isEqualTo(welcome);
        return LinkMessages.encode(welcome);
      }
      case "record" -> {
        byte[] bytes = LinkMessages.encode(new LinkMessages.JournalRecord(stream(vector), vector.number("position"), vector.bytes("record")));
        LinkMessages.JournalRecord read = (LinkMessages.JournalRecord) LinkMessages.read(bytes);
        assertThat(read.position()).isEqualTo(vector.number("position"));
        assertThat(read.bytes()).isEqualTo(vector.bytes("record"));
        return bytes;
      }
      case "skipped" -> {
        return same(new LinkMessages.Skipped(stream(vector), vector.number("from"), vector.number("to")));
      }
      case "heads" -> {
        return same(new LinkMessages.Heads(heads(vector)));
      }
      default -> {
        List<Double> percent = words(vector.text("percent")).map(p -> Integer.parseInt(p) / 100.0).toList();
        return same(new LinkCondition(Double.parseDouble(vector.text("hours left")), Double.parseDouble(vector.text("bytes per sample")),
            vector.number("per day"), vector.number("used"), vector.number("rate"), vector.text("learned").equals("yes"), percent,
            vector.text("way")));
      }
    }
  }

  private static byte[] same(LinkMessages.Message message) {
    byte[] bytes = LinkMessages.encode(message);
    assertThat(LinkMessages.read(bytes)).isEqualTo(message);
    // What a newer end may say behind it is passed over.
    assertThat(LinkMessages.read(Arrays.copyOf(bytes, bytes.length + 3))).isEqualTo(message);
    return bytes;
  }

  private static long epoch(Vector vector) {
    return HexFormat.fromHexDigitsToLong(vector.text("epoch"));
  }

  private static StreamId stream(Vector vector) {
    return StreamId.ofCode((int) vector.number("stream"));
  }

  private static List<LinkMessages.StreamHead> heads(Vector vector) {
    return words(vector.text("streams")).map(word -> word.split(":"))
        .map(w -> new LinkMessages.StreamHead(StreamId.ofCode(Integer.parseInt(w[0])), Long.parseLong(w[1]), Long.parseLong(w[2]))).toList();
  }

  private static Map<StreamId, PositionSet> received(Vector vector) {
    Map<StreamId, PositionSet> all = new EnumMap<>(StreamId.class);
    words(vector.text("received")).forEach(word -> {
      PositionSet set = new PositionSet();
      for (String interval : word.substring(2).split(",")) {
        String[] ends = interval.split("-");
        set.addRange(Long.parseLong(ends[0]), Long.parseLong(ends[1]));
      }
      all.put(StreamId.ofCode(Integer.parseInt(word.substring(0, 1))), set);
    });
    return all;
  }

  private static Stream<String> words(String text) {
    return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty());
  }

  private static PacketWriter writer() {
    PacketWriter out = new PacketWriter(64);
    out.begin(64, 0);
    return out;
  }

  private static byte[] written(PacketWriter out) {
    return Arrays.copyOf(out.bytes(), out.length());
  }

  private static PacketReader reader(byte[] bytes) {
    PacketReader in = new PacketReader();
    in.begin(bytes, bytes.length);
    return in;
  }
}
