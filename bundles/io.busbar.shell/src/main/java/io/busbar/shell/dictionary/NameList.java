package io.busbar.shell.dictionary;

import io.busbar.api.describe.Nearest;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.PointNames;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.TemplateSpec;
import io.busbar.api.template.CsvLines;
import io.busbar.api.template.CsvText;
import io.busbar.api.template.CsvText.Cell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The list of all points with their names, and what comes back of it. Stateless. */
final class NameList {
  private static final List<String> OWN = List.of("site", "device", "point", "template", "unit", "note");

  private NameList() {}

  /**
   * What an imported list changes.
   *
   * @param changes one line each, for people
   * @param text of names.csv with them
   */
  record Import(List<String> changes, String text) {}

  /** One line a point: site, device, point, template, unit, and a column for each system. */
  static String export(SiteModel model) {
    StringBuilder text = new StringBuilder("site,device,point,template,unit");
    model.names().systems().forEach(system -> text.append(',').append(cell(system)));
    text.append('\n');
    Map<String, TemplateSpec> templates = templates(model);
    for (DeviceSpec device : model.devices()) {
      TemplateSpec template = templates.get(device.template());
      for (PointSpec point : template == null ? List.<PointSpec>of() : template.points()) {
        text.append(String.join(",", cell(model.site()), cell(device.name()), cell(point.name()), cell(device.template()), cell(point.unit())));
        Map<String, String> names = model.names().of(model.site(), device, point.name());
        model.names().systems().forEach(system -> text.append(',').append(cell(names.containsKey(system) ? names.get(system)
            : model.names().isNameless(device, point.name(), system) ? PointNames.NO_NAME : "")));
        text.append('\n');
      }
    }
    return text.toString();
  }

  private static Map<String, TemplateSpec> templates(SiteModel model) {
    Map<String, TemplateSpec> templates = new HashMap<>();
    model.templates().forEach(template -> templates.put(template.name(), template));
    return templates;
  }

  static String cell(String text) {
    return text.matches("[^,;\"\\t\\r\\n#]*") && text.equals(text.strip()) ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  /**
   * Compares a list that comes back with the names that are there.
   *
   * @param before text of names.csv; empty if there is none
   */
  static Import compare(SiteModel model, String file, String list, String before, Problems problems) {
    List<List<Cell>> rows = CsvText.read(file, list, problems);
    List<String> header = rows.isEmpty() ? List.of() : rows.get(0).stream().map(Cell::text).toList();
    if (!header.contains("device") || !header.contains("point")) {
      problems.error(new SourceLocation(file, 1, 1), "bad-header", "the first line has to name the columns device and point, and one for each "
          + "system, as \"busbar dictionary export\" writes it.");
      return new Import(List.of(), before);
    }
    Set<String> systems = new LinkedHashSet<>(header);
    systems.removeAll(OWN);
    systems.remove("");
    Map<String, DeviceSpec> devices = new LinkedHashMap<>();
    model.devices().forEach(device -> devices.put(device.name(), device));
    Map<String, TemplateSpec> templates = templates(model);
    Map<String, Map<String, String>> wanted = new LinkedHashMap<>();
    List<String> changes = new ArrayList<>();
    for (List<Cell> row : rows.subList(1, rows.size())) {
      Map<String, String> cells = new HashMap<>();
      for (int i = 0; i < Math.min(row.size(), header.size()); i++) {
        cells.put(header.get(i), row.get(i).text());
      }
      String point = cells.getOrDefault("point", "");
      DeviceSpec device = devices.get(cells.getOrDefault("device", ""));
      TemplateSpec template = device == null ? null : templates.get(device.template());
      if (device == null || template == null || template.points().stream().noneMatch(each -> each.name().equals(point))) {
        problems.warning(row.get(0).at(), "unknown-point", "left out: there is no " + (device == null ? "device \"" + cells.get("device") + "\"."
            + Nearest.hint(cells.getOrDefault("device", ""), devices.keySet()) : "point \"" + point + "\" of " + device.name() + "."));
        continue;
      }
      Map<String, String> now = model.names().of(model.site(), device, point);
      for (String system : systems) {
        String name = cells.getOrDefault(system, "");
        String is = now.containsKey(system) ? now.get(system) : model.names().isNameless(device, point, system) ? PointNames.NO_NAME : "";
        if (!name.isEmpty() && !name.equals(is)) {
          wanted.computeIfAbsent(device.name() + "/" + point, each -> new LinkedHashMap<>()).put(system, name);
          changes.add(device.name() + "/" + point + " " + system + ": " + (is.isEmpty() ? "none" : is) + " -> " + name);
        }
      }
    }
    return new Import(changes, wanted.isEmpty() ? before : with(before, wanted));
  }

  /** The text of names.csv with names by {@code device/point} and system; lines that are not concerned stay as they are. */
  private static String with(String before, Map<String, Map<String, String>> names) {
    CsvLines table = new CsvLines("names.csv", before, "device,point");
    Map<String, Integer> lines = new HashMap<>();
    Map<Integer, Map<String, String>> rows = table.rows();
    rows.forEach((line, row) -> {
      if (isAny(row.get("template"))) {
        lines.put(row.get("device") + "/" + row.get("point"), line);
      }
    });
    names.forEach((key, its) -> {
      Integer line = lines.get(key);
      Map<String, String> row = line == null ? null : rows.get(line);
      if (line != null && row != null) {
        table.change(line, row, its);
      } else {
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put("device", key.substring(0, key.indexOf('/')));
        cells.put("point", key.substring(key.indexOf('/') + 1));
        cells.putAll(its);
        table.add(cells);
      }
    });
    return table.text();
  }

  private static boolean isAny(@Nullable String text) {
    return text == null || text.isEmpty() || text.equals(PointNames.ANY);
  }
}
