package io.busbar.demo.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void nanosecondsStayExact() {
    Map<String, Object> line = JsonReader.object(
        "{\"t\":1700000000123456789,\"v\":-1.5e2,\"q\":\"GOOD\",\"a\":[true,null,{}],\"u\":\"\\u00b0C\\n\"}");
    assertThat(line).containsEntry("t", 1_700_000_000_123_456_789L).containsEntry("v", -150.0).containsEntry("u", "°C\n");
    assertThat((List<?>) line.get("a")).hasSize(3);
  }

  @Test
  void whatIsNotJsonIsRefusedWithItsColumn() {
    for (String wrong : new String[] {"", "[1]", "{\"a\":}", "{\"a\":1} x", "{\"a\":tru}", "{\"a", "{\"a\":\"\\u12", "[".repeat(100)}) {
      assertThatThrownBy(() -> JsonReader.object(wrong)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("column");
    }
  }

  @Test
  void whatIsWrittenCanBeRead() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", "a \"b\" \\ \t");
    map.put("none", Double.NaN);
    map.put("number", 1.5);
    map.put("list", List.of(1L, Map.of()));
    assertThat(JsonReader.object(JsonWriter.text(map))).containsEntry("name", "a \"b\" \\ \t").containsEntry("none", null)
        .containsEntry("number", 1.5).containsEntry("list", List.of(1L, Map.of()));
  }
}
