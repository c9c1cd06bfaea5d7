package io.busbar.console.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void writesWhatItReads() {
    String text = text(Json.object(json -> json.put("a", 1).put("b", "x\"\\\n</script>\u2028\ud83d\ude00").put("c", 2.5)
        .put("d", Double.NaN).put("e", true).time("f", 0).texts("g", List.of("1", "2")).numbers("h", List.of(3L))
        .objects("i", List.of(1, 2), (inner, n) -> inner.put("n", n)).object("j", inner -> { })));

    assertThat(text).doesNotContain("</script>", "\n");
    assertThat(JsonReader.object(text)).isEqualTo(new java.util.HashMap<String, Object>() {
      private static final long serialVersionUID = 1;
      {
        put("a", 1.0);
        put("b", "x\"\\\n</script>\u2028\ud83d\ude00");
        put("c", 2.5);
        put("d", null);
        put("e", true);
        put("f", null);
        put("g", List.of("1", "2"));
        put("h", List.of(3.0));
        put("i", List.of(Map.of("n", 1.0), Map.of("n", 2.0)));
        put("j", Map.of());
      }
    });
  }

  @Test
  void neverThrowsForWhatIsNoJson() {
    for (String bad : List.of("", "{", "[]", "{\"a\":}", "{\"a\":1,}", "{\"a\":1}x", "{\"a\":\"\\u12\"}", "{\"a\":\"\\uzzzz\"}",
        "{\"a\":--1}", "{\"a\":truth}", "{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}")) {
      assertThat(JsonReader.object(bad)).as(bad).isNull();
    }
    Random random = new Random(1);
    for (int i = 0; i < 50_000; i++) {
      char[] noise = new char[random.nextInt(20)];
      for (int c = 0; c < noise.length; c++) {
        noise[c] = "{}[]\":,\\ue1.-tfn \u0001".charAt(random.nextInt(18));
      }
      JsonReader.object("{" + new String(noise) + "}");
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
