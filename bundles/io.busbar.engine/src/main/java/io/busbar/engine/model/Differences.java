package io.busbar.engine.model;

import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.Difference;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Setting;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.TemplateSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compares two models by name. */
final class Differences {
  private Differences() {}

  /** What changes from one model, null for none, to another. */
  static Difference between(@Nullable SiteModel before, SiteModel after) {
    Lists channels = lists(before == null ? List.of() : before.channels(), after.channels(), ChannelSpec::name, Same::channel);
    Lists templates =
        lists(before == null ? List.of() : before.templates(), after.templates(), TemplateSpec::name, Same::template);
    Lists devices = lists(before == null ? List.of() : before.devices(), after.devices(), DeviceSpec::name, Same::device);
    Set<String> pointsBefore = before == null ? Set.of() : points(before, templates, devices);
    Set<String> pointsAfter = points(after, templates, devices);
    return new Difference(channels.added, channels.removed, channels.changed, templates.added, templates.removed,
        templates.changed, devices.added, devices.removed, devices.changed, minus(pointsAfter, pointsBefore),
        minus(pointsBefore, pointsAfter), before == null ? List.of() : changedPoints(before, after, templates.changed),
        before == null ? List.of() : changedSettings(before, after));
  }

  private static List<String> changedSettings(SiteModel before, SiteModel after) {
    TreeMap<String, String> was = new TreeMap<>(texts(before));
    TreeMap<String, String> is = new TreeMap<>(texts(after));
    Set<String> names = new TreeSet<>(was.keySet());
    names.addAll(is.keySet());
    List<String> changed = new ArrayList<>(names.stream().filter(name -> !Objects.equals(was.get(name), is.get(name))).toList());
    if (!before.names().sameAs(after.names())) {
      changed.add("names.csv");
    }
    return changed;
  }

  private static Map<String, String> texts(SiteModel model) {
    Map<String, String> texts = new TreeMap<>();
    model.gateway().values().forEach((name, setting) -> put(name, setting, texts));
    model.central().values().forEach((name, setting) -> put("central." + name, setting, texts));
    return texts;
  }

  private static void put(String name, Setting setting, Map<String, String> texts) {
    if (setting.entries().isEmpty()) {
      texts.put(name, setting.text());
    }
    setting.entries().forEach((part, value) -> put(name + "." + part, value, texts));
  }

  private static List<String> changedPoints(SiteModel before, SiteModel after, List<String> templates) {
    Map<String, PointSpec> old = new LinkedHashMap<>();
    before.templates().forEach(template -> template.points().forEach(point -> old.put(template.name() + "/" + point.name(), point)));
    List<String> changed = new ArrayList<>();
    for (TemplateSpec template : after.templates()) {
      if (templates.contains(template.name())) {
        for (PointSpec point : template.points()) {
          PointSpec was = old.get(template.name() + "/" + point.name());
          if (was != null && !Same.point(was, point)) {
            changed.add(template.name() + "/" + point.name());
          }
        }
      }
    }
    return changed;
  }

  private record Lists(List<String> added, List<String> removed, List<String> changed) {}

  private static <T> Lists lists(List<T> before, List<T> after, Function<T, String> name, BiPredicate<T, T> same) {
    Map<String, T> old = new LinkedHashMap<>();
    before.forEach(item -> old.put(name.apply(item), item));
    Lists lists = new Lists(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (T item : after) {
      T was = old.remove(name.apply(item));
      if (was == null) {
        lists.added.add(name.apply(item));
      } else if (!same.test(was, item)) {
        lists.changed.add(name.apply(item));
      }
    }
    lists.removed.addAll(old.keySet());
    return lists;
  }

  /** Points of the devices that can differ: those that changed, or whose template did. */
  private static Set<String> points(SiteModel model, Lists templates, Lists devices) {
    Map<String, TemplateSpec> byName = new LinkedHashMap<>();
    model.templates().forEach(template -> byName.put(template.name(), template));
    Set<String> concerned = new LinkedHashSet<>(devices.added);
    concerned.addAll(devices.removed);
    concerned.addAll(devices.changed);
    Set<String> changedTemplates = new LinkedHashSet<>(templates.changed);
    Set<String> points = new LinkedHashSet<>();
    for (DeviceSpec device : model.devices()) {
      TemplateSpec template = byName.get(device.template());
      if (template != null && (concerned.contains(device.name()) || changedTemplates.contains(template.name()))) {
        for (PointSpec point : template.points()) {
          points.add(device.name() + "/" + point.name());
        }
      }
    }
    return points;
  }

  private static List<String> minus(Set<String> all, Set<String> without) {
    return all.stream().filter(point -> !without.contains(point)).toList();
  }
}
