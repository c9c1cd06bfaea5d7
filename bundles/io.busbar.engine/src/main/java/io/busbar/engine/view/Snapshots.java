package io.busbar.engine.view;

import io.busbar.api.data.DeviceState;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Nearest;
import io.busbar.api.driver.AdHocReading;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.Setting;
import io.busbar.api.model.SiteModel;
import io.busbar.api.view.ChannelRow;
import io.busbar.api.view.DeviceRow;
import io.busbar.api.view.EngineView;
import io.busbar.api.view.PointFate;
import io.busbar.api.view.PointRow;
import io.busbar.engine.acquisition.BoundDevice;
import io.busbar.engine.acquisition.Channel;
import io.busbar.engine.agent.Crew;
import io.busbar.engine.image.ValueText;
import io.busbar.engine.model.Channels;
import io.busbar.engine.model.EngineModel;
import io.busbar.engine.model.PlacedPoint;
import io.busbar.engine.pipeline.CompiledPoint;
import io.busbar.engine.pipeline.StageCounts;
import io.busbar.engine.shard.Shard;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The engine read only. Thread-safe. */
public final class Snapshots implements EngineView {
  private static final long LOOK_LIMIT_MS = 1_000;
  private static final long READ_LIMIT_MS = 30_000;

  private final Shard shard;
  private final Runnable wakeShard;
  private final Crew crew;
  private final Channels channels;
  private final EngineModel model;

  /** Views of that engine. */
  public Snapshots(Shard shard, Runnable wakeShard, Crew crew, Channels channels, EngineModel model) {
    this.shard = shard;
    this.wakeShard = wakeShard;
    this.crew = crew;
    this.channels = channels;
    this.model = model;
  }

  @Override
  public String site() {
    return model.current().map(SiteModel::site).orElse("");
  }

  @Override
  public List<ChannelRow> channels() {
    List<ChannelRow> rows = new ArrayList<>();
    model.current().ifPresent(current -> {
      for (ChannelSpec spec : current.channels()) {
        Channel channel = channels.get(spec.name());
        int devices = (int) current.devices().stream().filter(device -> device.channel().equals(spec.name())).count();
        rows.add(channel == null ? new ChannelRow(spec.name(), spec.type(), line(spec), "closed", false, devices, 0)
            : row(spec, channel, current.devices().stream().filter(device -> device.channel().equals(spec.name())).toList()));
      }
    });
    return rows;
  }

  /** A channel on which no device answers is not well, whatever its driver does. */
  private ChannelRow row(ChannelSpec spec, Channel channel, List<DeviceSpec> devices) {
    List<DeviceRow> states = devices.stream().map(this::row).toList();
    boolean silent = !states.isEmpty() && states.stream().allMatch(device -> device.state().isLost());
    String state = channel.isRunning() && silent
        ? (states.size() == 1 ? states.get(0).device() : "all " + states.size() + " devices") + " lost: " + states.get(0).reason()
        : channel.state();
    return new ChannelRow(spec.name(), spec.type(), line(spec), state, channel.isRunning() && !silent, devices.size(),
        channel.busy());
  }

  /** Host or port and what goes with it, always in this order; of a channel that has none of them, what is written first. */
  private static String line(ChannelSpec spec) {
    List<String> named = Stream.of("host", "port", "serial").map(name -> spec.settings().text(name, "")).filter(text -> !text.isEmpty())
        .toList();
    return !named.isEmpty() ? String.join(" ", named) : spec.settings().values().values().stream().limit(3).map(Setting::text)
        .filter(text -> !text.isEmpty()).collect(Collectors.joining(" "));
  }

  @Override
  public List<DeviceRow> devices() {
    List<DeviceRow> rows = new ArrayList<>();
    model.current().ifPresent(current -> current.devices().forEach(device -> rows.add(row(device))));
    return rows;
  }

  private DeviceRow row(DeviceSpec device) {
    BoundDevice bound = bound(device.channel(), model.indexOf(device.name()));
    if (bound == null) {
      List<String> missing = model.missingFilters(device.name());
      Channel channel = channels.get(device.channel());
      String reason = !missing.isEmpty()
          ? "waits for the filter " + String.join(", ", missing) + ". Install its bundle."
          : channel == null ? "its channel is closed" : channel.state();
      return new DeviceRow(device.name(), device.template(), device.channel(), DeviceState.UNKNOWN, reason, 0, 0, 0, 0, 0);
    }
    return new DeviceRow(device.name(), device.template(), device.channel(), bound.state(), bound.reason(),
        bound.counters().lastGoodWallNs(), bound.counters().requests(), bound.counters().timeouts(),
        bound.counters().checksumErrors(), bound.counters().exceptions());
  }

  private @Nullable BoundDevice bound(String channelName, int index) {
    Channel channel = channels.get(channelName);
    return channel == null ? null : channel.device(index);
  }

  @Override
  public List<PointRow> points(String filter, int limit) {
    List<PlacedPoint> wanted = model.points(filter.toLowerCase(Locale.ROOT), limit);
    ImageCopy copy = new ImageCopy(wanted.size());
    wanted.forEach(point -> copy.want(point.pipeline(), point.row(), point.number()));
    if (!look(copy::copy)) {
      return List.of();
    }
    List<PointRow> rows = new ArrayList<>(wanted.size());
    String site = site();
    for (int i = 0; i < wanted.size(); i++) {
      rows.add(row(site, wanted.get(i), copy, i));
    }
    return rows;
  }

  private PointRow row(String site, PlacedPoint placed, ImageCopy copy, int i) {
    CompiledPoint point = placed.point();
    boolean known = copy.sourceTime[i] != SampleBatch.NO_TIME;
    String value = known ? ValueText.of(point.output().kind(), copy.bits[i], copy.blob[i], point.output().labels()) : "";
    double number = known ? point.output().kind().toDouble(copy.bits[i]) : Double.NaN;
    String raw = copy.rawKnown[i]
        ? ValueText.of(point.inputs().get(0).kind(), copy.rawBits[i], copy.rawBlob[i], Map.of()) : "";
    return new PointRow(site, placed.device(), point.spec().name(), value, number, raw, point.spec().unit(), copy.quality[i],
        reason(placed, copy.quality[i], known), copy.timeQuality[i], point.published().periodMs(), copy.sourceTime[i],
        copy.gatewayTime[i], copy.cause[i], point.publish().name().toLowerCase(Locale.ROOT), model.tags(placed));
  }

  private String reason(PlacedPoint placed, int quality, boolean known) {
    BoundDevice bound = bound(placed.channel(), placed.index());
    if (bound != null) {
      String fault = bound.fault(placed.point().firstSlot(), placed.point().slots());
      if (!fault.isEmpty()) {
        return fault;
      }
      if (bound.state().isLost()) {
        return bound.reason();
      }
    }
    return Quality.isGood(quality) ? "" : known ? Quality.text(quality) : "no value yet";
  }

  @Override
  public PointFate fate(String device, String point) {
    String name = device + "/" + point;
    List<PlacedPoint> near = model.points("", Integer.MAX_VALUE);
    PlacedPoint placed = near.stream().filter(known -> known.device().equals(device) && known.point().spec().name().equals(point)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no point \"" + name + "\"."
            + Nearest.hint(name, near.stream().map(known -> known.device() + "/" + known.point().spec().name()).toList())));
    FateCopy copy = new FateCopy(placed);
    boolean[] durable = new boolean[1];
    if (!look(() -> {
      copy.copy();
      durable[0] = shard.isDurable();
    })) {
      throw new IllegalArgumentException("the engine has not answered within " + LOOK_LIMIT_MS + " ms. Try again.");
    }
    return copy.fate(reason(placed, 0, true), durable[0]);
  }

  private boolean look(Runnable look) {
    CompletableFuture<Void> done = shard.look(look);
    wakeShard.run();
    return crew.await(done, LOOK_LIMIT_MS);
  }

  @Override
  public List<Counter> counters() {
    Map<String, Long> counted = new TreeMap<>();
    Map<String, StageCounts> stages = new TreeMap<>();
    boolean seen = look(() -> {
      shard.counters().forEach(count -> counted.put(count.name(), count.value()));
      shard.table().forEach(pipeline -> pipeline.countInto(stages));
    });
    // A look that was given up may still be under way, and goes nowhere.
    Map<String, Long> counts = seen ? counted : new TreeMap<>();
    if (seen) {
      stages.forEach((filter, count) -> {
        counts.put("dropped." + filter, count.dropped());
        counts.put("failed." + filter, count.failures());
      });
    }
    counts.put("driver.failures", channels.all().stream().mapToLong(Channel::failures).sum());
    return counts.entrySet().stream().map(count -> new Counter(count.getKey(), count.getValue())).toList();
  }

  @Override
  public AutoCloseable trace(String device, Consumer<String> lines) {
    SiteModel current = model.current().orElseThrow(() -> new IllegalArgumentException("no model runs yet"));
    DeviceSpec spec = current.devices().stream().filter(known -> known.name().equals(device)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("device \"" + device + "\" is unknown."
            + Nearest.hint(device, current.devices().stream().map(DeviceSpec::name).toList())));
    Channel channel = channels.get(spec.channel());
    if (channel == null) {
      throw new IllegalArgumentException("channel \"" + spec.channel() + "\" of " + device + " is closed");
    }
    return channel.trace(lines);
  }

  @Override
  public AdHocReading read(String channelName, List<String> request) {
    Channel channel = channels.get(channelName);
    if (channel == null) {
      channel = channels.all().stream().filter(open -> isOn(open.spec(), channelName)).findFirst().orElse(null);
    }
    if (channel == null) {
      List<String> names = channels.all().stream().map(open -> open.spec().name()).sorted().toList();
      return AdHocReading.none("no channel is called \"" + channelName + "\" or has that port or address open."
          + Nearest.hint(channelName, names) + " Channels: " + String.join(", ", names) + ".");
    }
    AtomicReference<@Nullable AdHocReading> answer = new AtomicReference<>();
    if (!crew.await(channel.ask(driver -> driver.read(request), answer::set), READ_LIMIT_MS)) {
      return AdHocReading.none("channel " + channel.spec().name() + " is busy and did not answer within " + READ_LIMIT_MS / 1_000
          + " s. Try again.");
    }
    AdHocReading reading = answer.get();
    return reading == null ? AdHocReading.none("channel " + channel.spec().name() + " is closed") : reading;
  }

  private static boolean isOn(ChannelSpec spec, String port) {
    String host = spec.settings().text("host", "");
    return spec.settings().values().values().stream().anyMatch(setting -> setting.text().equals(port))
        || (!host.isEmpty() && port.equals(host + ":" + spec.settings().text("port", "")));
  }
}
