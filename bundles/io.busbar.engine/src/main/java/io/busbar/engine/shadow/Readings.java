package io.busbar.engine.shadow;

import io.busbar.api.data.Kind;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.ReadSpec;
import io.busbar.api.model.Setting;
import io.busbar.api.model.Settings;
import io.busbar.api.model.Shadows.NotCompared;
import io.busbar.api.model.Shadows.Report;
import io.busbar.api.model.SiteModel;
import io.busbar.engine.image.Handles;
import io.busbar.engine.model.PlacedPoint;
import io.busbar.engine.pipeline.Overrides;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which inputs of the candidate a reading of the running site is for: those that are read of the same device, by the same words and the same
 * settings of the driver. Built once, then read by the shadow's thread.
 */
final class Readings {
  /** No input. */
  static final int[] NOBODYS = new int[0];

  private final Map<Integer, int[]> inputs = new HashMap<>();
  private final Map<Integer, String> deviceOf = new HashMap<>();
  private final List<NotCompared> missing = new ArrayList<>();
  private int notListed;

  /** A model and where its points are. */
  record Site(SiteModel model, List<PlacedPoint> points) {
    private Map<String, DeviceSpec> devices() {
      Map<String, DeviceSpec> byName = new HashMap<>();
      model.devices().forEach(device -> byName.put(device.name(), device));
      return byName;
    }
  }

  Readings(Site running, Site candidate) {
    Map<String, Map<Read, Integer>> handles = new HashMap<>();
    Map<String, DeviceSpec> known = running.devices();
    for (PlacedPoint point : running.points()) {
      for (int i = 0; i < point.point().slots(); i++) {
        Map<Read, Integer> ofDevice = handles.computeIfAbsent(point.device(), name -> new HashMap<>());
        ofDevice.put(Read.of(point, i, point.point().spec().name()), handle(point, i));
        ofDevice.putIfAbsent(Read.of(point, i, ""), handle(point, i));
      }
    }
    Map<String, DeviceSpec> wanted = candidate.devices();
    for (PlacedPoint point : candidate.points()) {
      DeviceSpec was = known.get(point.device());
      String why = was == null ? "the running site has no such device: nothing is read of it"
          : isAddressed(was, wanted.get(point.device())) ? "" : "the running site reads its device at another address or channel";
      for (int i = 0; i < point.point().slots(); i++) {
        Map<Read, Integer> ofDevice = handles.getOrDefault(point.device(), Map.of());
        Integer named = ofDevice.get(Read.of(point, i, point.point().spec().name()));
        Integer from = named == null ? ofDevice.get(Read.of(point, i, "")) : named;
        if (why.isEmpty() && from == null) {
          why = "the running site does not read " + point.point().spec().reads().get(i).text() + " of this device in that way";
        }
        if (why.isEmpty() && from != null) {
          add(from, handle(point, i), point.device());
        }
      }
      if (!why.isEmpty() && point.point().slots() > 0) {
        miss(point.device() + "/" + point.point().name(), why);
      }
    }
  }

  /** What is read, in the driver's words, for a point or, with an empty name, for any. */
  private record Read(String point, String text, Map<String, String> settings, Kind kind) {
    static Read of(PlacedPoint point, int input, String name) {
      ReadSpec read = point.point().spec().reads().get(input);
      Map<String, String> settings = new LinkedHashMap<>(texts(point.pipeline().compiled().spec().settings()));
      settings.putAll(texts(point.point().spec().settings()));
      return new Read(name, read.text().strip(), settings, point.point().inputs().get(input).kind());
    }
  }

  private static Map<String, String> texts(Settings settings) {
    Map<String, String> texts = new HashMap<>();
    settings.values().forEach((name, setting) -> texts.put(name, text(setting)));
    return texts;
  }

  private static String text(Setting setting) {
    StringBuilder text = new StringBuilder(setting.text());
    setting.entries().forEach((name, entry) -> text.append('{').append(name).append(':').append(text(entry)).append('}'));
    return text.toString();
  }

  private static boolean isAddressed(DeviceSpec was, @Nullable DeviceSpec is) {
    return is != null && was.channel().equals(is.channel())
        && Objects.equals(texts(Overrides.withoutOverrides(was).settings()), texts(Overrides.withoutOverrides(is).settings()));
  }

  private static int handle(PlacedPoint point, int input) {
    int slots = point.pipeline().compiled().slots();
    return Handles.of(point.pipeline().number(), Handles.slotBits(slots), point.row(), point.point().firstSlot() + input);
  }

  private void add(int from, int to, String device) {
    int[] before = inputs.getOrDefault(from, NOBODYS);
    int[] after = Arrays.copyOf(before, before.length + 1);
    after[before.length] = to;
    inputs.put(from, after);
    deviceOf.put(to, device);
  }

  private void miss(String point, String why) {
    if (missing.size() < Report.MAX_POINTS) {
      missing.add(new NotCompared(point, why));
    } else {
      notListed++;
    }
  }

  /** Inputs of the candidate that a reading is for. */
  int[] of(int handle) {
    return inputs.getOrDefault(handle, NOBODYS);
  }

  /** Device of an input of the candidate. */
  String device(int handle) {
    return deviceOf.getOrDefault(handle, "");
  }

  /** Points of the candidate that get nothing. */
  List<NotCompared> missing() {
    if (notListed == 0) {
      return missing;
    }
    List<NotCompared> all = new ArrayList<>(missing.subList(0, Report.MAX_POINTS - 1));
    all.add(new NotCompared("and " + (notListed + 1) + " more", missing.get(Report.MAX_POINTS - 1).why()));
    return all;
  }
}
