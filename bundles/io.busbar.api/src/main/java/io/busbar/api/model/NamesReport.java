package io.busbar.api.model;

import io.busbar.api.describe.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be said of the names that other systems have for the points of a site.
 *
 * @param problems names that two points share, and rows that fit no point, as warnings with their places
 * @param unmapped points without a name, {@code device/point}, by system; those that have none on purpose are not there
 * @param named points that have a name, by system
 */
public record NamesReport(List<Problem> problems, Map<String, List<String>> unmapped, Map<String, Integer> named) {
  /** Copies. */
  public NamesReport {
    problems = List.copyOf(problems);
  }

  /** Of a site. */
  public static NamesReport of(SiteModel model) {
    PointNames names = model.names();
    Maker maker = new Maker(names);
    if (!names.isEmpty()) {
      Map<String, TemplateSpec> templates = new HashMap<>();
      model.templates().forEach(template -> templates.put(template.name(), template));
      for (DeviceSpec device : model.devices()) {
        TemplateSpec template = templates.get(device.template());
        if (template != null) {
          template.points().forEach(point -> maker.point(model.site(), device, point.name()));
        }
      }
      maker.rows(model, templates);
    }
    return new NamesReport(maker.problems.list(), maker.unmapped, maker.named);
  }

  /** Goes through the points. */
  private static final class Maker {
    private final PointNames names;
    private final Problems problems = new Problems();
    private final Map<String, List<String>> unmapped = new LinkedHashMap<>();
    private final Map<String, Integer> named = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> owners = new HashMap<>();
    private final Map<String, SourceLocation> written = new HashMap<>();

    Maker(PointNames names) {
      this.names = names;
      names.systems().forEach(system -> {
        unmapped.put(system, new ArrayList<>());
        named.put(system, 0);
        owners.put(system, new HashMap<>());
      });
      names.rows().forEach(row -> written.put(row.device() + "/" + row.point(), row.at()));
    }

    void point(String site, DeviceSpec device, String point) {
      Map<String, String> its = names.of(site, device, point);
      String key = device.name() + "/" + point;
      for (String system : names.systems()) {
        String name = its.get(system);
        if (name != null) {
          named.merge(system, 1, Integer::sum);
          String owner = owners.computeIfAbsent(system, each -> new HashMap<>()).putIfAbsent(name, key);
          if (owner != null) {
            problems.warning(written.getOrDefault(key, SourceLocation.NONE), "same-name", key + " and " + owner + " are both called \"" + name
                + "\" in " + system + ". Give one of them a row with another name.");
          }
        } else if (!names.isNameless(device, point, system)) {
          unmapped.computeIfAbsent(system, each -> new ArrayList<>()).add(key);
        }
      }
    }

    /** Rows that fit nothing are slips of the pen, or of a device that is gone. */
    void rows(SiteModel model, Map<String, TemplateSpec> templates) {
      Map<String, DeviceSpec> devices = new LinkedHashMap<>();
      model.devices().forEach(device -> devices.put(device.name(), device));
      Set<String> points = new LinkedHashSet<>();
      model.templates().forEach(template -> template.points().forEach(point -> points.add(point.name())));
      for (PointNames.Row row : names.rows()) {
        if (!row.device().equals(PointNames.ANY) && !devices.containsKey(row.device())) {
          tell(row, "device", row.device(), devices.keySet());
        } else if (!row.template().equals(PointNames.ANY) && !templates.containsKey(row.template())) {
          tell(row, "template", row.template(), templates.keySet());
        } else if (!row.point().equals(PointNames.ANY)) {
          DeviceSpec device = devices.get(row.device());
          TemplateSpec template = templates.get(device == null ? row.template() : device.template());
          Set<String> its = template == null ? points : new HashSet<>(template.points().stream().map(PointSpec::name).toList());
          if (!its.contains(row.point())) {
            tell(row, "point", row.point(), its);
          }
        }
      }
    }

    private void tell(PointNames.Row row, String what, String name, Set<String> known) {
      problems.warning(row.at(), "unknown-" + what, "there is no " + what + " \"" + name + "\"" + (what.equals("point")
          && !row.device().equals(PointNames.ANY) ? " of " + row.device() : "") + "; this row names nothing." + Nearest.hint(name, known));
    }
  }
}
