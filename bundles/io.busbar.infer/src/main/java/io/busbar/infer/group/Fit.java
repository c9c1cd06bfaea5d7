package io.busbar.infer.group;

import io.busbar.api.model.SourceLocation;
import io.busbar.api.template.TemplateInference.Deviation;
import io.busbar.infer.list.FlatDevice;
import io.busbar.infer.list.FlatPoint;
import io.busbar.infer.list.FlatPoint.Place;
import io.busbar.infer.list.FlatPoint.Traits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How well a device fits a kind, and what is other about it.
 *
 * @param likeness points that are the same, of all that either has: 0…1
 * @param begins where the device begins, by space, as most of its points say
 * @param deviations what is other
 */
record Fit(double likeness, Map<String, Integer> begins, List<Deviation> deviations) {

  /** Of a device to a kind. */
  static Fit of(FlatDevice device, Kind kind) {
    Map<String, Integer> begins = begins(device, kind);
    List<Deviation> deviations = new ArrayList<>();
    Set<String> met = new HashSet<>();
    List<FlatPoint> extra = new ArrayList<>();
    int same = 0;
    for (FlatPoint point : device.points()) {
      Shape.Part part = kind.part(point.name());
      if (part == null) {
        extra.add(point);
        continue;
      }
      met.add(point.name());
      int before = deviations.size();
      compare(part, point, begins, deviations);
      same += deviations.size() == before ? 1 : 0;
    }
    List<Shape.Part> missing = new ArrayList<>(kind.shape().parts());
    missing.removeIf(part -> met.contains(part.name()));
    int renamed = rename(missing, extra, begins, deviations);
    missing.forEach(part -> deviations.add(new Deviation("missing", part.name(), absolute(part.place(), begins).words(), "", device.at())));
    extra.forEach(point -> deviations.add(new Deviation("extra", point.name(), "", point.place().words(), point.at())));
    int all = met.size() + renamed + missing.size() + extra.size();
    return new Fit(all == 0 ? 0 : (double) same / all, begins, deviations);
  }

  /** Where the device begins, by space: what most of its points say, all spaces together where the kind's are tied. */
  private static Map<String, Integer> begins(FlatDevice device, Kind kind) {
    Map<String, Integer> ties = kind.ties();
    Map<String, Map<Integer, Integer>> votes = new HashMap<>();
    for (FlatPoint point : device.points()) {
      Shape.Part part = kind.part(point.name());
      Place place = point.place();
      if (part != null && place.number() >= 0 && part.place().space().equals(place.space())) {
        int tie = ties == null ? 0 : ties.getOrDefault(place.space(), 0);
        votes.computeIfAbsent(ties == null ? place.space() : "", each -> new HashMap<>())
            .merge(place.number() - part.place().number() - tie, 1, Integer::sum);
      }
    }
    Map<String, Integer> begins = new HashMap<>();
    Shape.begins(device).forEach((space, least) -> {
      Map<Integer, Integer> said = votes.get(ties == null ? space : "");
      begins.put(space, said == null ? least : most(said) + (ties == null ? 0 : ties.getOrDefault(space, 0)));
    });
    if (ties != null && votes.containsKey("")) {
      ties.forEach((space, tie) -> begins.computeIfAbsent(space, each -> most(votes.get("")) + tie));
    }
    return begins;
  }

  private static int most(Map<Integer, Integer> votes) {
    return votes.entrySet().stream().max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry.<Integer, Integer>comparingByKey()
        .reversed())).map(Map.Entry::getKey).orElse(0);
  }

  private static Place absolute(Place place, Map<String, Integer> begins) {
    return place.number() < 0 ? place : new Place(place.space(), place.number() + begins.getOrDefault(place.space(), 0), place.form());
  }

  private static void compare(Shape.Part part, FlatPoint point, Map<String, Integer> begins, List<Deviation> deviations) {
    Place expected = absolute(part.place(), begins);
    Place found = point.place();
    if (expected.number() != found.number() || !expected.space().equals(found.space())) {
      deviations.add(new Deviation("address", part.name(), bare(expected), bare(found), point.at()));
    }
    add("type", expected.form(), found.form(), point, deviations);
    Traits of = part.traits();
    Traits its = point.traits();
    add("scale", of.scale().isEmpty() ? "1" : of.scale(), its.scale().isEmpty() ? "1" : its.scale(), point, deviations);
    add("unit", of.unit(), its.unit(), point, deviations);
    add("setting", settings(of), settings(its), point, deviations);
  }

  private static String bare(Place place) {
    return new Place(place.space(), place.number(), "").words();
  }

  private static String settings(Traits traits) {
    return (traits.offset().isEmpty() ? "" : " offset " + traits.offset()) .concat(traits.every().isEmpty() ? "" : " every " + traits.every())
        .concat(traits.publish().isEmpty() ? "" : " publish " + traits.publish())
        .concat(traits.states().isEmpty() ? "" : " states " + traits.states()).strip();
  }

  private static void add(String what, String expected, String found, FlatPoint point, List<Deviation> deviations) {
    if (!expected.equals(found)) {
      deviations.add(new Deviation(what, point.name(), expected, found, point.at()));
    }
  }

  /** What is missing under its name but there under another one at the same place was renamed. */
  private static int rename(List<Shape.Part> missing, List<FlatPoint> extra, Map<String, Integer> begins, List<Deviation> deviations) {
    Map<Place, FlatPoint> there = new HashMap<>();
    extra.stream().filter(point -> point.place().number() >= 0).forEach(point -> there.putIfAbsent(point.place(), point));
    int renamed = 0;
    for (Shape.Part part : List.copyOf(missing)) {
      FlatPoint point = there.remove(absolute(part.place(), begins));
      if (point != null) {
        missing.remove(part);
        extra.remove(point);
        SourceLocation at = point.at();
        deviations.add(new Deviation("renamed", part.name(), part.name(), point.name(), at));
        compare(new Shape.Part(point.name(), part.place(), part.traits()), point, begins, deviations);
        renamed++;
      }
    }
    return renamed;
  }
}
