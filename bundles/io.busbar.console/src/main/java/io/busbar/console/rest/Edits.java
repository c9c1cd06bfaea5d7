package io.busbar.console.rest;

import io.busbar.api.model.SiteEdit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Single changes of a site as JSON. Stateless. */
final class Edits {
  static final String FORM = "\"edits\" is a list of objects: {\"device\": \"FDR-09\", \"set\": {\"template\": \"feeder\", \"channel\": \"bus1\", "
      + "\"unit\": \"9\"}}, {\"template\": \"feeder\", \"text\": \"points: …\"}, {\"template\": \"feeder\", \"point\": \"ia\", \"text\": "
      + "\"{read: 40101 uint16}\"}, or any of them with \"remove\": true in place of set and text.";

  private static final int MAX_EDITS = 10_000;

  private Edits() {}

  /** The changes; null if they are not understood. */
  static @Nullable List<SiteEdit> read(List<?> written) {
    List<SiteEdit> edits = new ArrayList<>();
    for (Object each : written) {
      SiteEdit edit = each instanceof Map<?, ?> object ? read(object) : null;
      if (edit == null || edits.size() == MAX_EDITS) {
        return null;
      }
      edits.add(edit);
    }
    return edits;
  }

  private static @Nullable SiteEdit read(Map<?, ?> edit) {
    boolean remove = Boolean.TRUE.equals(edit.get("remove"));
    if (edit.get("device") instanceof String device) {
      return remove ? new SiteEdit.RemoveDevice(device) : edit.get("set") instanceof Map<?, ?> settings ? put(device, settings) : null;
    }
    if (!(edit.get("template") instanceof String template)) {
      return null;
    }
    Object text = edit.get("text");
    if (edit.get("point") instanceof String point) {
      return remove ? new SiteEdit.RemovePoint(template, point) : text instanceof String its ? new SiteEdit.PutPoint(template, point, its) : null;
    }
    return remove ? new SiteEdit.RemoveTemplate(template) : text instanceof String its ? new SiteEdit.PutTemplate(template, its) : null;
  }

  private static @Nullable SiteEdit put(String device, Map<?, ?> settings) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<?, ?> setting : settings.entrySet()) {
      if (!(setting.getValue() instanceof String text)) {
        return null;
      }
      texts.put(String.valueOf(setting.getKey()), text);
    }
    return new SiteEdit.PutDevice(device, texts);
  }
}
