package io.busbar.console.live;

import io.busbar.api.view.FlowTaps;
import io.busbar.console.json.Json;
import io.busbar.console.rest.Rows;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what a tap has heard: one data line an object. {@code nodes} at first and whenever the flow is another; samples; {@code
 * dropped} when there are more than before; {@code ended} with the reason at last. One thread.
 */
final class TapPump implements LiveClient.Pump {
  private static final int SAMPLES_OF_A_FRAME = 500;

  private final FlowTaps.Tap tap;
  private List<String> told = List.of();
  private long dropped;
  private boolean ended;

  TapPump(FlowTaps.Tap tap) {
    this.tap = tap;
  }

  @Override
  public byte @Nullable [] next() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String reason = tap.ended();
    List<String> nodes = tap.nodes();
    if (!nodes.equals(told)) {
      told = nodes;
      line(out, json -> json.texts("nodes", nodes));
    }
    FlowTaps.Sample sample = null;
    for (int i = 0; i < SAMPLES_OF_A_FRAME; i++) {
      sample = tap.poll();
      if (sample == null) {
        break;
      }
      FlowTaps.Sample next = sample;
      line(out, json -> Rows.tapped(json, next));
    }
    if (tap.dropped() > dropped) {
      dropped = tap.dropped();
      line(out, json -> json.put("dropped", dropped));
    }
    if (sample == null && !reason.isEmpty() && !ended) {
      ended = true;
      line(out, json -> json.put("ended", reason));
    }
    return out.size() == 0 ? null : out.toByteArray();
  }

  @Override
  public boolean hasEnded() {
    return ended;
  }

  private static void line(ByteArrayOutputStream out, Consumer<Json> fields) {
    out.writeBytes("data: ".getBytes(StandardCharsets.UTF_8));
    out.writeBytes(Json.object(fields));
    out.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
  }
}
