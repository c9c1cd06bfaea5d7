package io.busbar.shell.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void whatIsWrittenIsReadAsTheSame() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("text", "true \"or\" not\n");
    object.put("yes", true);
    object.put("no", false);
    object.put("number", 7.5);
    object.put("list", List.of("a", "b"));
    assertThat(Json.write(object)).contains("\"yes\":true", "\"no\":false");
    assertThat(Json.object(Json.write(object))).isEqualTo(object);
  }
}
