package io.busbar.driver.modbus.session;

import io.busbar.api.data.DeviceState;
import io.busbar.api.data.Origin;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.driver.DeviceCounters;
import io.busbar.api.line.LineService;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.time.SiteClock;
import io.busbar.testkit.driver.StandInContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stands for the engine: keeps what a driver offers and says. */
final class RecordingContext extends StandInContext {
  /** One sample as it was offered. */
  record Sample(int device, int point, long bits, int quality, long sourceNs, byte timeQuality, byte cause, int nativeCode, Origin origin,
      String text) {}

  final List<Sample> samples = new ArrayList<>();
  final List<String> states = new ArrayList<>();
  final List<byte[]> tokens = new ArrayList<>();
  final Map<Integer, String> faults = new HashMap<>();
  boolean full;
  byte[] handedOver = new byte[0];
  private final Map<Integer, DeviceCounters> counters = new HashMap<>();

  RecordingContext(ChannelSpec channel, LineService lines, SiteClock clock) {
    super(channel, lines, clock);
  }

  /** Bits of the last sample of a point. */
  long last(int point) {
    return samples.stream().filter(s -> s.point() == point).reduce((a, b) -> b).orElseThrow().bits();
  }

  List<Sample> of(int point) {
    return samples.stream().filter(s -> s.point() == point).toList();
  }

  @Override
  public @Nullable SampleBatch claim(int wanted) {
    return full ? null : new SampleBatch(wanted);
  }

  @Override
  public void offer(SampleBatch batch, int device, byte @Nullable [] resumeToken) {
    for (int i = 0; i < batch.size(); i++) {
      String text = batch.blobs.size() > 0 ? batch.blobs.textAt(batch.bits[i]) : "";
      samples.add(new Sample(device, batch.point[i], batch.bits[i], batch.quality[i], batch.sourceTime[i], batch.timeQuality[i],
          batch.cause[i], batch.nativeCode[i], batch.origin(), text));
    }
    if (resumeToken != null) {
      tokens.add(resumeToken);
    }
  }

  @Override
  public void deviceState(int device, DeviceState state, String reason) {
    String text = device + " " + state + " " + reason;
    if (states.isEmpty() || !states.get(states.size() - 1).equals(text)) {
      states.add(text);
    }
  }

  @Override
  public DeviceCounters counters(int device) {
    return counters.computeIfAbsent(device, d -> new DeviceCounters());
  }

  @Override
  public void pointFault(int inputHandle, String text) {
    if (text.isEmpty()) {
      faults.remove(inputHandle);
    } else {
      faults.put(inputHandle, text);
    }
  }

  @Override
  public byte[] takenOver() {
    return handedOver;
  }
}
