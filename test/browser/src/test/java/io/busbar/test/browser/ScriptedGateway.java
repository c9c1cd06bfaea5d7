package io.busbar.test.browser;

import io.busbar.api.bearer.BearerStatus;
import io.busbar.api.data.Cause;
import io.busbar.api.data.DeviceState;
import io.busbar.api.data.Quality;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.driver.AdHocReading;
import io.busbar.api.journal.JournalStatus;
import io.busbar.api.link.LinkFigures;
import io.busbar.api.link.LinkStatus;
import io.busbar.api.model.ModelControl;
import io.busbar.api.model.Problem;
import io.busbar.api.model.Settings;
import io.busbar.api.model.SiteModel;
import io.busbar.api.view.ChannelRow;
import io.busbar.api.view.DeviceRow;
import io.busbar.api.view.EngineView;
import io.busbar.api.view.GatewayLinkView;
import io.busbar.api.view.PointRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A gateway as a test writes it. */
final class ScriptedGateway implements EngineView, GatewayLinkView, ModelControl {
  final List<Consumer<String>> traces = new CopyOnWriteArrayList<>();
  private final WallClock clock = new WallClock();
  private final Map<String, PointRow> points = new LinkedHashMap<>();
  private final Map<String, DeviceRow> devices = new LinkedHashMap<>();
  private final long startNs = clock.wallNs();
  private volatile @Nullable Refusal refusal;
  volatile LinkFigures figures = new LinkFigures("udp 10.9.0.5:20500", 9_600, true, List.of(0.0, 0.02, 0.0, 0.4, 0.1, 0.0), 0.05, 15_000_000, "", 0,
      20_780, 5_000_000, ScriptedKeys.CENTRAL);
  volatile boolean onBackup;
  private volatile boolean linkUp = true;
  private volatile long backlog;
  private volatile long oldestNs;

  synchronized void device(String name, DeviceState state, String reason, long timeouts) {
    boolean lost = state.isLost();
    devices.put(name, new DeviceRow(name, "feeder", "bus1", state, reason, lost ? clock.wallNs() - 75_000_000_000L : clock.wallNs(),
        4_000, timeouts, 0, state == DeviceState.EXCEPTION ? 14 : 0));
    points.replaceAll((key, row) -> row.device().equals(name) && lost ? lost(row, reason) : row);
  }

  private static PointRow lost(PointRow row, String reason) {
    return new PointRow(row.gateway(), row.device(), row.point(), row.value(), row.number(), row.raw(), row.unit(),
        Quality.invalid(0, Quality.COMM_LOST), reason, row.timeQuality(), row.periodMs(), row.sourceNs(), row.receivedNs(),
        row.cause(), row.publish());
  }

  synchronized void point(String device, String point, double value, String unit, String raw) {
    long now = clock.wallNs();
    points.put(device + "/" + point, new PointRow("oak-street", device, point, String.format(Locale.ROOT, "%.1f", value), value,
        raw, unit, 0, "", TimeQuality.POLL, 1_000, now - 12_000_000L, now, Cause.PERIODIC, "measurement"));
  }

  synchronized void put(PointRow row) {
    points.put(row.device() + "/" + row.point(), row);
  }

  synchronized void remove(String device) {
    devices.remove(device);
    points.values().removeIf(row -> row.device().equals(device));
  }

  void radio(boolean up, long waiting, long oldest) {
    linkUp = up;
    backlog = waiting;
    oldestNs = oldest;
  }

  void refuse(List<Problem> problems) {
    refusal = new Refusal(clock.wallNs(), problems);
  }

  @Override
  public Optional<Refusal> refusal() {
    return Optional.ofNullable(refusal);
  }

  @Override
  public String site() {
    return "oak-street";
  }

  @Override
  public List<ChannelRow> channels() {
    return List.of(new ChannelRow("bus1", "modbus-rtu", "/dev/ttyS1 9600-8E1", "reads 240 registers in 12 requests", true, devices.size(), 0.34),
        new ChannelRow("lan", "modbus-tcp", "10.1.0.20:502", "connected", true, 2, 0.02));
  }

  @Override
  public synchronized List<DeviceRow> devices() {
    return List.copyOf(devices.values());
  }

  @Override
  public synchronized List<PointRow> points(String filter, int limit) {
    return points.values().stream().filter(row -> (row.device() + "/" + row.point()).toLowerCase(Locale.ROOT)
        .contains(filter.toLowerCase(Locale.ROOT))).limit(limit).toList();
  }

  @Override
  public List<Counter> counters() {
    return List.of(new Counter("samples.in", 123_456), new Counter("dropped.deadband", 99_000));
  }

  @Override
  public AutoCloseable trace(String device, Consumer<String> lines) {
    if (!device.equals("FDR-07")) {
      throw new IllegalArgumentException("there is no device \"" + device + "\". Did you mean \"FDR-07\"?");
    }
    traces.add(lines);
    lines.accept("12:00:00.000 > unit 7 read holding 100 × 12");
    return () -> traces.remove(lines);
  }

  @Override
  public AdHocReading read(String channel, List<String> request) {
    if (!channel.equals("bus1")) {
      throw new IllegalArgumentException("there is no channel \"" + channel + "\"");
    }
    return AdHocReading.of(List.of("request " + String.join(" ", request), "uint16 218"));
  }

  @Override
  public List<LinkStatus> links() {
    return List.of(new LinkStatus("10.9.0.5:20500", linkUp, startNs, linkUp ? "" : "no answer from 10.9.0.5:20500 for 42 s: check the"
        + " radio, its antenna and central's address", 0.3, 0.28, 620, 4_000_000, 220_000, 4_000, 3_000, 0.55,
        List.of(0L, 0L, 0L, 0L, 0L, 0L), clock.wallNs(), figures));
  }

  @Override
  public List<BearerStatus> bearers() {
    return List.of(new BearerStatus("udp 10.9.0.5:20500", !onBackup, !onBackup, 0, 0, 0, 0, 0, ""),
        new BearerStatus("udp 10.20.0.5:20500", onBackup, true, 0, 0, 0, 0, 0, ""));
  }

  @Override
  public JournalStatus journal() {
    return new JournalStatus(38L << 20, 256L << 20, 9_000, 80L << 20, "", "direct synchronous writes", clock.wallNs(), 1L << 30);
  }

  @Override
  public long journalFreeBytes() {
    return 812L << 20;
  }

  @Override
  public long budgetPerDay() {
    return 20_000_000;
  }

  @Override
  public String centralKey() {
    return ScriptedKeys.CENTRAL;
  }

  @Override
  public long backlogRecords() {
    return backlog;
  }

  @Override
  public long oldestBacklogNs() {
    return oldestNs;
  }

  @Override
  public double journalHoursLeft() {
    return 46.4;
  }

  @Override
  public long lastDeliveredNs() {
    return linkUp ? clock.wallNs() : oldestNs;
  }

  @Override
  public long samplesJournalled() {
    return 812_345;
  }

  @Override
  public double bytesPerSample() {
    return 3.4;
  }

  @Override
  public Optional<SiteModel> current() {
    return Optional.of(new SiteModel("oak-street", Settings.NONE, Settings.NONE, List.of(), List.of(), List.of()));
  }

  @Override
  public Plan plan(SiteModel candidate) {
    throw new UnsupportedOperationException("not for pages");
  }

  @Override
  public List<Problem> apply(Plan plan) {
    return new ArrayList<>();
  }

  @Override
  public List<Problem> undo() {
    return new ArrayList<>();
  }

  @Override
  public int epoch() {
    return 3;
  }
}
