package io.busbar.engine.tap;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.view.FlowTaps;
import io.busbar.engine.image.ValueText;
import io.busbar.engine.pipeline.Flow;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One observer: filled by the shard, emptied by the observer. */
public final class TapQueue implements FlowTaps.Tap {
  private final FlowTaps.Place place;
  private final Runnable heard;
  private final Runnable onClose;
  private final ArrayBlockingQueue<Heard> queue = new ArrayBlockingQueue<>(FlowTaps.QUEUE);
  private final AtomicLong dropped = new AtomicLong();
  private volatile List<String> nodes = List.of();
  private volatile String ended = "";

  /**
   * An observer that hears nothing yet.
   *
   * @param heard see {@link FlowTaps#open}
   * @param onClose called when the observer has closed it
   */
  public TapQueue(FlowTaps.Place place, Runnable heard, Runnable onClose) {
    this.place = place;
    this.heard = heard;
    this.onClose = onClose;
  }

  @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
  private record Heard(Flow flow, int node, String device, Kind kind, long bits, byte @Nullable [] blob, int quality,
      byte timeQuality, long sourceNs, long gatewayNs, byte cause) {}

  /** Takes a row of a batch, or drops it if the observer is slow. Shard's thread. */
  void take(Flow flow, int node, Kind kind, SampleBatch batch, int i) {
    byte[] blob = kind.isBlob() ? batch.blobs.bytesAt(batch.bits[i]) : null;
    boolean first = queue.isEmpty();
    if (!queue.offer(new Heard(flow, node, flow.device(flow.row(batch.point[i])), kind, batch.bits[i], blob, batch.quality[i],
        batch.timeQuality[i], batch.sourceTime[i], batch.gatewayTime[i], batch.cause[i]))) {
      dropped.incrementAndGet();
    } else if (first) {
      heard.run();
    }
  }

  /** Where it sits. */
  public FlowTaps.Place place() {
    return place;
  }

  /** What it hears now. */
  public void hears(List<String> newNodes) {
    nodes = List.copyOf(newNodes);
  }

  /** Ends it; the first reason stays. */
  public void end(String reason) {
    if (ended.isEmpty()) {
      ended = reason;
      heard.run();
    }
  }

  @Override
  public List<String> nodes() {
    return nodes;
  }

  @Override
  public FlowTaps.@Nullable Sample poll() {
    Heard next = queue.poll();
    if (next == null) {
      return null;
    }
    return new FlowTaps.Sample(next.device(), place.point(), next.flow().nodeName(next.node()),
        ValueText.of(next.kind(), next.bits(), next.blob(), next.flow().labels(next.node())), next.kind().toDouble(next.bits()),
        next.quality(), next.timeQuality(), next.sourceNs(), next.gatewayNs(), next.cause());
  }

  @Override
  public long dropped() {
    return dropped.get();
  }

  @Override
  public String ended() {
    return ended;
  }

  @Override
  public void close() {
    end("closed");
    onClose.run();
  }
}
