package io.busbar.template.yaml.edit;

import io.busbar.api.describe.Nearest;
import io.busbar.api.model.Problems;
import io.busbar.api.model.SiteEdit;
import io.busbar.api.model.SiteEdit.PutDevice;
import io.busbar.api.model.SiteEdit.PutPoint;
import io.busbar.api.model.SiteEdit.PutTemplate;
import io.busbar.api.model.SiteEdit.RemoveDevice;
import io.busbar.api.model.SiteEdit.RemovePoint;
import io.busbar.api.model.SiteEdit.RemoveTemplate;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.template.CsvLines;
import io.busbar.api.template.SiteFiles;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Carries out edits of one site. One use; not thread-safe. */
public final class SiteEditor {
  private static final String DEVICES = "devices.csv";
  private static final String HEADER = "device,template,channel,unit";
  private static final String TEMPLATES = "templates/";

  private final Problems problems;
  private final Map<String, String> texts = new TreeMap<>();

  /** An editor of those files. */
  public SiteEditor(SiteFiles files, Problems problems) {
    this.problems = problems;
    for (String name : files.names()) {
      try {
        texts.put(name, files.read(name));
      } catch (IOException unreadable) {
        problems.error(new SourceLocation(name, 0, 0), "unreadable-file", String.valueOf(unreadable.getMessage()));
      }
    }
  }

  /** The files after those edits. */
  public Map<String, String> edit(List<SiteEdit> edits) {
    edits.forEach(this::edit);
    return texts;
  }

  private void edit(SiteEdit edit) {
    if (edit instanceof PutDevice put) {
      put(put);
    } else if (edit instanceof RemoveDevice remove) {
      remove(remove.name());
    } else if (edit instanceof PutTemplate put) {
      String file = file(put.name());
      texts.put(file == null ? TEMPLATES + put.name() + ".yaml" : file, put.text().endsWith("\n") ? put.text() : put.text() + "\n");
    } else if (edit instanceof RemoveTemplate remove) {
      String file = file(remove.name());
      if (file == null) {
        noTemplate(remove.name());
      } else {
        texts.remove(file);
      }
    } else if (edit instanceof PutPoint put) {
      point(put.template(), put.point(), put.text());
    } else if (edit instanceof RemovePoint remove) {
      point(remove.template(), remove.point(), null);
    }
  }

  private void put(PutDevice put) {
    CsvLines table = new CsvLines(DEVICES, texts.getOrDefault(DEVICES, ""), HEADER);
    for (Map.Entry<Integer, Map<String, String>> row : table.rows().entrySet()) {
      if (put.name().equals(row.getValue().get("device"))) {
        table.change(row.getKey(), row.getValue(), put.settings());
        texts.put(DEVICES, table.text());
        return;
      }
    }
    if (isInSite(put.name())) {
      refuseInSite(put.name());
      return;
    }
    Map<String, String> cells = new LinkedHashMap<>();
    cells.put("device", put.name());
    cells.putAll(put.settings());
    table.add(cells);
    texts.put(DEVICES, table.text());
  }

  private void remove(String device) {
    CsvLines table = new CsvLines(DEVICES, texts.getOrDefault(DEVICES, ""), HEADER);
    List<String> known = table.rows().values().stream().map(row -> row.getOrDefault("device", "")).toList();
    if (table.remove(row -> device.equals(row.get("device"))) > 0) {
      texts.put(DEVICES, table.text());
    } else if (isInSite(device)) {
      refuseInSite(device);
    } else {
      none("device", device, known);
    }
  }

  private boolean isInSite(String device) {
    return YamlLines.has(texts.getOrDefault("site.yaml", ""), "devices", device);
  }

  private void refuseInSite(String device) {
    problems.error(new SourceLocation("site.yaml", 0, 0), "not-in-table", device + " stands in site.yaml, not in devices.csv. Edit it there.");
  }

  private @Nullable String file(String template) {
    for (String ending : List.of(".yaml", ".yml")) {
      if (texts.containsKey(TEMPLATES + template + ending)) {
        return TEMPLATES + template + ending;
      }
    }
    return null;
  }

  private void noTemplate(String name) {
    if (YamlLines.has(texts.getOrDefault("site.yaml", ""), "templates", name)) {
      problems.error(new SourceLocation("site.yaml", 0, 0), "not-in-file", "template \"" + name + "\" stands in site.yaml, not in a file of its own. "
          + "Edit it there.");
    } else {
      none("template", name, texts.keySet().stream().filter(file -> file.startsWith(TEMPLATES))
          .map(file -> file.substring(TEMPLATES.length()).replaceFirst("\\.ya?ml$", "")).toList());
    }
  }

  private void none(String what, String name, Collection<String> known) {
    problems.error(SourceLocation.NONE, "unknown-" + what, "there is no " + what + " \"" + name + "\"." + Nearest.hint(name, known));
  }

  /** Puts a point, or removes it if there is no text. */
  private void point(String template, String point, @Nullable String text) {
    String file = file(template);
    if (file == null) {
      noTemplate(template);
      return;
    }
    YamlLines lines = YamlLines.of(Objects.requireNonNull(texts.get(file)), "points");
    if (lines == null) {
      problems.error(new SourceLocation(file, 0, 0), "cannot-edit", "the points of this template are not written one below the other. Give the "
          + "whole template instead.");
    } else if (text == null && !lines.names().contains(point)) {
      none("point", point, lines.names());
    } else if (text != null && (text.indexOf('\n') >= 0 || text.isBlank())) {
      problems.error(new SourceLocation(file, 0, 0), "cannot-edit", "a point is put as one line, {read: 40101 uint16, scale: 0.1}.");
    } else {
      texts.put(file, lines.with(point, text));
    }
  }
}
