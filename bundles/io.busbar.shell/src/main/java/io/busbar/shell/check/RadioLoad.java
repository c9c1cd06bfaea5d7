package io.busbar.shell.check;

import io.busbar.api.describe.ParameterText;
import io.busbar.api.model.DeviceSpec;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.PublishClass;
import io.busbar.api.model.Setting;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.StageSpec;
import io.busbar.api.model.TemplateSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An estimate of what a site asks of the radio, towards central.
 *
 * <p>It cannot know how much values move. It assumes what {@link #ASSUMPTIONS} says; the sizes are measured on blocks of
 * random readings in their journal encoding, the worst that the encoding meets in practice.
 *
 * @param bitsPerSecond needed on air when every packet is full, without repeats for loss
 * @param samplesPerSecond measurements sent
 * @param shares what each point of each template takes, largest first
 */
record RadioLoad(double bitsPerSecond, double samplesPerSecond, List<Share> shares) {
  /** Bytes of a measurement in a block. */
  static final double SAMPLE_BYTES = 7.3;
  /** Bytes of a block besides, with its message header. */
  static final double BLOCK_BYTES = 26;
  /** Bytes of an event in a block and message of its own. */
  static final double EVENT_BYTES = 34;
  /** Bytes of a packet besides its payload: IP, UDP, link header and checksum. */
  static final double PACKET_BYTES = 42;
  /** Blocks are committed at most so often. */
  static final double BLOCKS_PER_SECOND = 5;
  static final double EVENTS_PER_HOUR = 2;
  static final int DEFAULT_MTU = 1280;

  private static final Set<String> BANDS = Set.of("dbAbs", "dbPct", "dbSpan", "dbIntegral", "exception", "dbState", "dbSchedule", "dbBudget");
  private static final double BAND_SHARE = 0.1;
  private static final double SWINGING_DOOR_SHARE = 0.05;
  private static final double ON_CHANGE_SHARE = 0.5;

  /** In words, for people. */
  static final String ASSUMPTIONS = """
      Assumed: of a measurement's polls, all are sent without a report rule, half with onChange, a tenth with a
      dead-band (dbAbs, dbPct, dbSpan), a twentieth with swingingDoor; each alarm or event with onChange changes twice an hour.
      7.3 bytes a measurement, 26 a block, at most 5 blocks a second, 34 an event, 42 a packet; packets full, no
      repeats: each percent of loss adds about one.
      """;

  /** Copies the list. */
  RadioLoad {
    shares = List.copyOf(shares);
  }

  /**
   * One point of a template, over all devices of it.
   *
   * @param template name
   * @param point name
   * @param fraction of the whole, 0…1
   * @param samplesPerSecond sent
   * @param remedy what to do to make it less, in words
   * @param at where the point is written
   */
  record Share(String template, String point, double fraction, double samplesPerSecond, String remedy, SourceLocation at) {}

  private record Flow(TemplateSpec template, PointSpec point, double perSecond, double bytesPerSecond) {}

  static RadioLoad of(SiteModel model) {
    Map<String, Double> periods = new HashMap<>();
    model.channels().forEach(channel -> periods.put(channel.name(), ParameterText.seconds(channel.settings().text("every", "1s"))));
    Map<String, List<Double>> devices = new HashMap<>();
    for (DeviceSpec device : model.devices()) {
      devices.computeIfAbsent(device.template(), name -> new ArrayList<>()).add(periods.getOrDefault(device.channel(), 1.0));
    }
    List<Flow> flows = new ArrayList<>();
    double measurements = 0;
    for (TemplateSpec template : model.templates()) {
      List<Double> rows = devices.getOrDefault(template.name(), List.of());
      for (PointSpec point : template.points()) {
        double perSecond = rows.stream().mapToDouble(period -> sentPerSecond(point, period)).sum();
        boolean event = usual(point) != PublishClass.MEASUREMENT;
        flows.add(new Flow(template, point, perSecond, perSecond * (event ? EVENT_BYTES : SAMPLE_BYTES)));
        measurements += event ? 0 : perSecond;
      }
    }
    double blocks = BLOCKS_PER_SECOND * -Math.expm1(-measurements / BLOCKS_PER_SECOND) * BLOCK_BYTES;
    double bare = flows.stream().mapToDouble(Flow::bytesPerSecond).sum();
    double bytes = bare + blocks;
    double mtu = number(model.central().get("mtu"), DEFAULT_MTU);
    double onAir = bytes * mtu / Math.max(1, mtu - PACKET_BYTES);
    List<Share> shares = flows.stream().filter(flow -> flow.bytesPerSecond() > 0)
        .sorted(Comparator.comparingDouble(Flow::bytesPerSecond).reversed())
        .map(flow -> new Share(flow.template().name(), flow.point().name(), flow.bytesPerSecond() / bare, flow.perSecond(),
            remedy(flow.point()), flow.point().at())).toList();
    return new RadioLoad(8 * onAir, measurements, shares);
  }

  private static double sentPerSecond(PointSpec point, double channelPeriod) {
    switch (usual(point)) {
      case NONE:
        return 0;
      case ALARM, EVENT:
        return EVENTS_PER_HOUR / 3600;
      default:
        double polls = pollsPerSecond(point, channelPeriod);
        double share = 1;
        double repeated = 0;
        for (StageSpec stage : point.stages()) {
          share *= shareOf(stage.filter());
          repeated = Math.max(repeated, repeatsPerSecond(stage));
        }
        return Math.min(polls, Math.max(polls * share, repeated));
    }
  }

  /** How a point is published, as far as that can be said without its filters. */
  private static PublishClass usual(PointSpec point) {
    PublishClass written = point.publish();
    boolean named = point.flow().stream().anyMatch(stage -> stage.filter().equals("enum") || stage.filter().equals("doublePoint"));
    return written != null ? written : named ? PublishClass.EVENT : PublishClass.MEASUREMENT;
  }

  private static double pollsPerSecond(PointSpec point, double channelPeriod) {
    return 1 / (point.every().isZero() ? channelPeriod : point.every().toNanos() / 1e9);
  }

  private static double shareOf(String filter) {
    if (BANDS.contains(filter)) {
      return BAND_SHARE;
    }
    return filter.equals("swingingDoor") ? SWINGING_DOOR_SHARE : filter.equals("onChange") ? ON_CHANGE_SHARE : 1;
  }

  private static double repeatsPerSecond(StageSpec stage) {
    if (!stage.filter().equals("maxSilence")) {
      return 0;
    }
    Setting period = stage.positional().isEmpty() ? stage.named().values().stream().findFirst().orElse(null) : stage.positional().get(0);
    double seconds = period == null ? Double.NaN : ParameterText.seconds(period.text());
    return seconds > 0 ? 1 / seconds : 0;
  }

  private static String remedy(PointSpec point) {
    List<StageSpec> stages = point.stages();
    for (int i = stages.size() - 1; i >= 0; i--) {
      String filter = stages.get(i).filter();
      if (BANDS.contains(filter) || filter.equals("swingingDoor")) {
        return "raise its " + filter;
      }
      if (filter.equals("onChange")) {
        return "write dbAbs in place of its onChange";
      }
    }
    return "give it a dead-band, for example \"report: dbAbs(…)\", or a longer \"every\"";
  }

  static double number(@org.jspecify.annotations.Nullable Setting setting, double otherwise) {
    return setting != null && setting.text().matches("[0-9]{1,12}") ? Double.parseDouble(setting.text()) : otherwise;
  }
}
