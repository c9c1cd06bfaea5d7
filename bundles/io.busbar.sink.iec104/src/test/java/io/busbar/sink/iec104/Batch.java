package io.busbar.sink.iec104;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Lane;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.journal.StreamId;
import io.busbar.api.model.PublishClass;
import io.busbar.api.sink.SinkBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record as central would hand it to a sink. */
final class Batch implements SinkBatch {
  private final String gateway;
  private final Lane lane;
  private long receivedNs = RunningStation.CLOCK.wallNs();
  private final StreamId stream;
  private final SampleBatch samples = new SampleBatch(1_000);
  private final List<PointDescription> points = new ArrayList<>();

  Batch(String gateway, Lane lane) {
    this.gateway = gateway;
    this.lane = lane;
    this.stream = lane == Lane.EVENT ? StreamId.EVENTS : StreamId.MEASUREMENTS;
  }

  Batch with(String device, String point, Kind kind, double number, long timeNs) {
    points.add(new PointDescription(gateway, device, point, kind, "", PublishClass.EVENT, 0, Map.of()));
    long bits = kind.isFloating() ? Double.doubleToRawLongBits(number) : (long) number;
    int row = samples.add(points.size(), bits, Quality.GOOD, timeNs, TimeQuality.SYNCHRONISED, timeNs);
    samples.cause[row] = Cause.SPONTANEOUS;
    return this;
  }

  /** Received then. */
  Batch received(long ns) {
    receivedNs = ns;
    return this;
  }

  /** The last sample with another cause and quality. */
  Batch as(byte cause, int quality) {
    samples.cause[samples.size() - 1] = cause;
    samples.quality[samples.size() - 1] = quality;
    return this;
  }

  @Override
  public String gateway() {
    return gateway;
  }

  @Override
  public long epoch() {
    return 1;
  }

  @Override
  public StreamId stream() {
    return stream;
  }

  @Override
  public long position() {
    return 1;
  }

  @Override
  public Lane lane() {
    return lane;
  }

  @Override
  public long receivedNs() {
    return receivedNs;
  }

  @Override
  public SampleBatch samples() {
    return samples;
  }

  @Override
  public Kind kind(int row) {
    return points.get(row).kind();
  }

  @Override
  public PointDescription point(int row) {
    return points.get(row);
  }

  @Override
  public @Nullable GapRecord gap() {
    return null;
  }
}
