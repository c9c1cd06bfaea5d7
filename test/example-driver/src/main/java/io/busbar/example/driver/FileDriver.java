package io.busbar.example.driver;

import io.busbar.api.data.DeviceState;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.Driver;
import io.busbar.api.driver.DriverContext;
import io.busbar.api.driver.PointBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Reads every file of every device once a second. One thread, the channel's: no locks. */
final class FileDriver implements Driver {
  private static final long PERIOD_NS = 1_000_000_000L;

  private final DriverContext context;
  private final Map<Integer, DeviceBinding> devices = new TreeMap<>();

  FileDriver(DriverContext context) {
    this.context = context;
  }

  @Override
  public void bind(DeviceBinding binding, byte[] resumeToken) {
    devices.put(binding.device(), binding);
  }

  @Override
  public void unbind(int device) {
    devices.remove(device);
  }

  @Override
  public long step(long nowNs) {
    devices.values().forEach(this::read);
    return nowNs + PERIOD_NS;
  }

  private void read(DeviceBinding device) {
    SampleBatch batch = context.claim(Math.max(1, device.points().size()));
    if (batch == null) {
      return; // the engine is behind: the files will still be there at the next step
    }
    String fault = "";
    batch.modelEpoch(device.modelEpoch());
    for (PointBinding point : device.points()) {
      Path file = Path.of(point.spec().reads().get(0).text());
      long now = context.clock().wallNs();
      try {
        double value = Double.parseDouble(Files.readString(file).strip().split("\\s", 2)[0]);
        batch.add(point.inputHandles()[0], Double.doubleToRawLongBits(value), Quality.GOOD, now, TimeQuality.POLL, now);
        context.counters(device.device()).reply(now);
        context.pointFault(point.inputHandles()[0], "");
      } catch (IOException | NumberFormatException e) {
        fault = file + " cannot be read as a number (" + e.getMessage() + "). Check the path.";
        context.pointFault(point.inputHandles()[0], fault);
      }
    }
    boolean lost = batch.size() == 0;
    context.offer(batch, device.device(), null);
    context.deviceState(device.device(),
        lost ? DeviceState.LOST : fault.isEmpty() ? DeviceState.OK : DeviceState.EXCEPTION, fault);
  }

  @Override
  public void close() {
    devices.clear();
  }
}
