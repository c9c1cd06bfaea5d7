package io.busbar.engine.shadow;

import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.model.ModelControl;
import io.busbar.api.model.Problem;
import io.busbar.api.model.SiteModel;
import io.busbar.api.time.RandomSource;
import io.busbar.api.time.SiteClock;
import io.busbar.engine.acquisition.ChannelServices;
import io.busbar.engine.agent.Duty;
import io.busbar.engine.agent.HandCrew;
import io.busbar.engine.core.Engine;
import io.busbar.engine.model.EngineModel;
import io.busbar.engine.model.PlacedPoint;
import io.busbar.engine.pipeline.Pipeline;
import io.busbar.engine.pipeline.StageCounts;
import io.busbar.engine.shadow.Comparison.Said;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The candidate at work: an engine without lines and journal that is run by hand, by one thread at a time. */
final class Candidate {
  private static final int MOST_SAMPLES = 65_536;
  /** Channels open and bind their devices in fewer. */
  private static final int ROUNDS_TO_BIND = 4;

  private final HandCrew crew = new HandCrew(1_000_000);
  private final ShadowDrivers drivers = new ShadowDrivers();
  private final ShadowClock clock;
  private final ShadowJournal journal;
  private final Comparison comparison;
  private final Map<Integer, Said> points = new HashMap<>();
  private final Map<String, PlacedPoint> devices = new HashMap<>();
  private final Engine engine;
  private final Duty shard;
  private final Set<String> begun = new HashSet<>();
  private @Nullable Readings readings;
  private long handedIn;

  Candidate(SiteClock site, RandomSource random, Comparison comparison) {
    this.comparison = comparison;
    clock = new ShadowClock(site);
    journal = new ShadowJournal(this::taken);
    engine = new Engine(new ChannelServices(new NoLines(), clock, random, journal), crew, Runnable::run);
    shard = crew.duty("busbar engine");
  }

  /** Lays a model out with the drivers and filters of the running site; returns what is wrong with it. */
  List<Problem> load(SiteModel model, EngineModel running) {
    running.catalog().drivers().forEach(driver -> engine.model().add(drivers.standIn(driver)));
    running.catalog().filtersInUse().forEach(filter -> engine.model().add(filter.beside()));
    ModelControl.Plan plan = engine.model().plan(model);
    List<Problem> problems = plan.isApplicable() ? engine.model().apply(plan) : plan.problems();
    crew.run(ROUNDS_TO_BIND);
    placed().forEach(point -> devices.put(point.device(), point));
    return problems;
  }

  /** Where its points are. */
  List<PlacedPoint> placed() {
    return engine.model().points("", Integer.MAX_VALUE);
  }

  void readings(Readings newReadings) {
    readings = newReadings;
  }

  /** These devices have the memory of the running flows: what is read of them from now on is theirs. */
  void begin(Set<String> some) {
    begun.addAll(some);
  }

  /** The time moves on: timers come. */
  void time(long readingNs, long monotonicNs) {
    clock.set(readingNs, monotonicNs);
    shard.run();
  }

  /** What was read goes into the flows that read the same. */
  void raw(SampleBatch batch) {
    Readings map = readings;
    if (map == null) {
      return;
    }
    int count = 0;
    for (int i = 0; i < batch.size(); i++) {
      count += inputs(map, batch.point[i]).length;
    }
    int from = 0;
    while (count > 0) {
      from = hand(map, batch, from, Math.min(count, MOST_SAMPLES));
      count -= MOST_SAMPLES;
    }
  }

  private int[] inputs(Readings map, int handle) {
    int[] inputs = map.of(handle);
    return inputs.length == 0 || begun.contains(map.device(inputs[0])) ? inputs : Readings.NOBODYS;
  }

  private int hand(Readings map, SampleBatch batch, int from, int room) {
    int i = from;
    SampleBatch to = null;
    ShadowDrivers.Place place = null;
    for (; i < batch.size(); i++) {
      int[] inputs = inputs(map, batch.point[i]);
      if (inputs.length == 0) {
        continue;
      }
      if (to == null) {
        place = drivers.place(map.device(inputs[0]));
        to = place == null ? null : place.context().claim(room);
        if (to == null) {
          throw new IllegalStateException("the candidate does not take readings of " + map.device(inputs[0]));
        }
        to.origin(batch.origin());
        // The place of all bytes: offset 0 and their number. So each value's place is the same in the copy.
        to.blobs.copyFrom(batch.blobs, batch.blobs.size());
      }
      if (to.size() + inputs.length > to.capacity()) {
        break;
      }
      for (int input : inputs) {
        to.point[to.addRow(batch, i)] = input;
      }
      handedIn++;
    }
    if (to != null && place != null) {
      place.context().offer(to, place.device(), null);
      shard.run();
    }
    return i;
  }

  /** A device is lost, or answers again. */
  void state(String device, boolean lost) {
    PlacedPoint point = devices.get(device);
    if (point != null) {
      var unused = engine.model().onShard(shard -> {
        if (lost) {
          point.pipeline().markLost(point.row());
        } else {
          point.pipeline().markReturned(point.row());
        }
        return true;
      });
      shard.run();
    }
  }

  private void taken(SampleBatch batch) {
    for (int i = 0; i < batch.size(); i++) {
      Said point = points.computeIfAbsent(batch.point[i], identity -> Said.of(journal.point(identity)));
      if (!point.name().endsWith("/" + PointDescription.DEVICE_STATE) && !point.name().endsWith("/" + PointDescription.DEVICE_REASON)) {
        comparison.candidate(point, batch, i);
      }
    }
  }

  /** Readings that went into flows of the candidate. */
  long handedIn() {
    return handedIn;
  }

  /** Filters that have failed, with how often. */
  List<String> failures() {
    Map<String, StageCounts> counts = new TreeMap<>();
    pipelines().forEach(pipeline -> pipeline.countInto(counts));
    List<String> failed = new ArrayList<>();
    counts.forEach((filter, count) -> {
      if (count.failures() > 0) {
        failed.add(filter + " failed " + count.failures() + " times, its results are bad quality: " + count.lastFailure());
      }
    });
    return failed;
  }

  /** Lets go of filters. */
  void close() {
    pipelines().forEach(Pipeline::retire);
  }

  private List<Pipeline> pipelines() {
    return devices.values().stream().map(PlacedPoint::pipeline).distinct().toList();
  }
}
