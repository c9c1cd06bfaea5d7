package io.busbar.testkit;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.filter.DoubleColumn;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageArguments;
import io.busbar.api.filter.StageContext;
import io.busbar.api.model.Setting;
import io.busbar.api.model.StageSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The engine's side of one stage for {@link StageHarness}: plain arrays, no engine. */
final class HarnessContext implements StageContext {
  static final long NO_TIMER = Long.MAX_VALUE;

  final long[] timerAt;
  long nowNs;
  long dropped;
  private final StageSpec stage;
  private final StageArguments arguments;
  private final List<Kind> kinds;
  private final View[] views;
  final int rows;
  private final Map<String, Map<Integer, Double>> overrides;
  private final Map<String, Doubles> doubles = new HashMap<>();
  private final Map<String, Longs> longs = new HashMap<>();
  private final Map<String, View> points = new TreeMap<>();
  private boolean allDurable = true;

  HarnessContext(StageSpec stage, StageArguments arguments, List<Kind> kinds, int rows,
      Map<String, Map<Integer, Double>> overrides) {
    this.stage = stage;
    this.arguments = arguments;
    this.kinds = List.copyOf(kinds);
    this.rows = rows;
    this.overrides = overrides;
    timerAt = new long[rows];
    Arrays.fill(timerAt, NO_TIMER);
    views = new View[kinds.size()];
    for (int i = 0; i < views.length; i++) {
      views[i] = new View(kinds.get(i), rows);
    }
  }

  @Override
  public StageSpec stage() {
    return stage;
  }

  @Override
  public List<Kind> inputs() {
    return kinds;
  }

  @Override
  public DoubleColumn doubles(String name, double initial, boolean durable) {
    allDurable &= durable;
    return doubles.computeIfAbsent(name, n -> new Doubles(rows, initial, durable));
  }

  @Override
  public LongColumn longs(String name, long initial, boolean durable) {
    allDurable &= durable;
    return longs.computeIfAbsent(name, n -> new Longs(rows, initial, durable));
  }

  @Override
  public DoubleParameter number(String name) {
    double[] values = new double[rows];
    Arrays.fill(values, arguments.number(name));
    overrides.getOrDefault(name, Map.of()).forEach((row, value) -> values[row] = value);
    return row -> values[row];
  }

  @Override
  public String text(String name) {
    return arguments.text(name);
  }

  @Override
  public @Nullable Setting setting(String name) {
    return arguments.setting(name);
  }

  @Override
  public View input(int input) {
    return views[input];
  }

  @Override
  public View point(String name) {
    return points.computeIfAbsent(name, n -> new View(Kind.DOUBLE, rows));
  }

  /** Names of the other points that the filter looks at. */
  List<String> pointNames() {
    return List.copyOf(points.keySet());
  }

  /** Whether every column asked for is durable. */
  boolean isAllDurable() {
    return allDurable;
  }

  @Override
  public long nowNs() {
    return nowNs;
  }

  @Override
  public void schedule(int row, long atNs) {
    timerAt[row] = atNs;
  }

  @Override
  public void cancel(int row) {
    timerAt[row] = NO_TIMER;
  }

  @Override
  public void dropped() {
    dropped++;
  }

  /** A restart of the process: durable columns and logical time stay, all else is new. */
  void restart() {
    doubles.values().removeIf(column -> !column.durable);
    longs.values().removeIf(column -> !column.durable);
    Arrays.fill(timerAt, NO_TIMER);
    for (int i = 0; i < views.length; i++) {
      views[i] = new View(kinds.get(i), rows);
    }
    points.replaceAll((name, view) -> new View(Kind.DOUBLE, rows));
  }

  void advance(long ns) {
    nowNs = Math.max(nowNs, ns);
  }

  /** The row whose timer is due first until then, or −1. */
  int nextDue(long untilNs) {
    int first = -1;
    for (int row = 0; row < rows; row++) {
      if (timerAt[row] <= untilNs && timerAt[row] != NO_TIMER && (first < 0 || timerAt[row] < timerAt[first])) {
        first = row;
      }
    }
    return first;
  }

  private static final class Doubles implements DoubleColumn {
    private final double[] values;
    private final boolean durable;

    Doubles(int rows, double initial, boolean durable) {
      this.durable = durable;
      values = new double[rows];
      Arrays.fill(values, initial);
    }

    @Override
    public double get(int row) {
      return values[row];
    }

    @Override
    public void set(int row, double value) {
      values[row] = value;
    }
  }

  private static final class Longs implements LongColumn {
    private final long[] values;
    private final boolean durable;

    Longs(int rows, long initial, boolean durable) {
      this.durable = durable;
      values = new long[rows];
      Arrays.fill(values, initial);
    }

    @Override
    public long get(int row) {
      return values[row];
    }

    @Override
    public void set(int row, long value) {
      values[row] = value;
    }
  }

  /** Last values of one input. */
  static final class View implements InputView {
    private final Kind kind;
    private final long[] bits;
    private final int[] quality;
    private final long[] sourceTime;

    View(Kind kind, int rows) {
      this.kind = kind;
      bits = new long[rows];
      quality = new int[rows];
      sourceTime = new long[rows];
      Arrays.fill(quality, Quality.INVALID | Quality.NOT_TOPICAL);
      Arrays.fill(sourceTime, SampleBatch.NO_TIME);
    }

    void take(SampleBatch batch, int i) {
      set(batch.point[i], batch.bits[i], batch.quality[i], batch.sourceTime[i]);
    }

    void set(int row, long newBits, int newQuality, long newSourceTime) {
      bits[row] = newBits;
      quality[row] = newQuality;
      sourceTime[row] = newSourceTime;
    }

    @Override
    public Kind kind() {
      return kind;
    }

    @Override
    public long bits(int row) {
      return bits[row];
    }

    @Override
    public int quality(int row) {
      return quality[row];
    }

    @Override
    public long sourceTime(int row) {
      return sourceTime[row];
    }
  }
}
