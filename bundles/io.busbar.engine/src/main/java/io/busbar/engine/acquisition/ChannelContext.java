package io.busbar.engine.acquisition;

import io.busbar.api.data.DeviceState;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.driver.DeviceCounters;
import io.busbar.api.driver.DriverContext;
import io.busbar.api.journal.SampleJournal;
import io.busbar.api.line.LineService;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.time.RandomSource;
import io.busbar.api.time.SiteClock;
import io.busbar.engine.shard.ChannelPort;
import io.busbar.engine.shard.Source;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What the engine gives a driver: the channel's side of the port, and the channel's devices. Channel's thread only. */
final class ChannelContext implements DriverContext {
  private static final Logger LOG = System.getLogger(ChannelContext.class.getName());
  private static final DeviceCounters NOBODYS = new DeviceCounters();

  private final ChannelSpec channel;
  private final ChannelServices services;
  private final ChannelPort port;
  private final Runnable wake;
  private final StateLog log;
  private final Queue<StateChange> unsent = new ArrayDeque<>();
  private volatile @Nullable BoundDevice[] devices = new @Nullable BoundDevice[0];
  private byte[] takenOver = new byte[0];
  private long listenedNs;

  ChannelContext(ChannelSpec channel, ChannelServices services, ChannelPort port, Runnable wake) {
    this.channel = channel;
    this.services = services;
    this.port = port;
    this.wake = wake;
    this.log = new StateLog(channel.name(), services.clock(), line -> LOG.log(Level.INFO, line));
  }

  private record StateChange(Source source, DeviceState state, String reason, long atNs) {}

  /** The device of an index, or null. Any thread. */
  @Nullable BoundDevice device(int index) {
    @Nullable BoundDevice[] now = devices;
    return index < 0 || index >= now.length ? null : now[index];
  }

  /** All devices; null where an index is free. Any thread. */
  @Nullable BoundDevice[] devices() {
    return devices.clone();
  }

  void put(int index, @Nullable BoundDevice device) {
    @Nullable BoundDevice[] next = Arrays.copyOf(devices, Math.max(devices.length, index + 1));
    next[index] = device;
    devices = next;
  }

  void handOver(byte[] session) {
    takenOver = session;
  }

  /** Sends state changes that found no room; false if there is still none. */
  boolean sendStates() {
    log.look();
    for (StateChange first = unsent.peek(); first != null; first = unsent.peek()) {
      if (!port.offerState(first.source(), first.state(), first.reason(), first.atNs())) {
        return false;
      }
      unsent.remove();
    }
    return true;
  }

  @Override
  public ChannelSpec channel() {
    return channel;
  }

  @Override
  public LineService lines() {
    return services.lines();
  }

  @Override
  public SiteClock clock() {
    return services.clock();
  }

  @Override
  public RandomSource random() {
    return services.random();
  }

  @Override
  public @Nullable SampleBatch claim(int samples) {
    if (samples < 1 || samples > 65_536) {
      throw new IllegalArgumentException("a batch has room for 1 to 65,536 samples, not " + samples);
    }
    return sendStates() ? port.claim(samples) : null;
  }

  @Override
  public void offer(SampleBatch batch, int device, byte @Nullable [] resumeToken) {
    if (resumeToken != null && resumeToken.length > SampleJournal.MAX_TOKEN_BYTES) {
      throw new IllegalArgumentException("a resume token has at most " + SampleJournal.MAX_TOKEN_BYTES + " bytes, not "
          + resumeToken.length);
    }
    BoundDevice bound = device(device);
    if (bound == null) {
      port.offer(batch, Source.GONE, null);
    } else {
      port.offer(batch, bound.source(), resumeToken == null ? null : resumeToken.clone());
    }
  }

  @Override
  public void deviceState(int device, DeviceState state, String reason) {
    BoundDevice bound = device(device);
    DeviceState before = bound == null ? state : bound.state();
    if (bound != null && bound.change(state, reason)) {
      if (before != state) {
        log.changed(bound.source().name(), state, reason);
      }
      tell(bound);
    }
  }

  /** Tells the shard how a device is doing: it has changed, or the device has another row. */
  void tell(BoundDevice bound) {
    unsent.add(new StateChange(bound.source(), bound.state(), bound.reason(), services.clock().wallNs()));
    sendStates();
  }

  @Override
  public DeviceCounters counters(int device) {
    BoundDevice bound = device(device);
    return bound == null ? NOBODYS : bound.counters();
  }

  @Override
  public void pointFault(int inputHandle, String text) {
    for (BoundDevice bound : devices) {
      if (bound != null && bound.owns(inputHandle)) {
        bound.fault(inputHandle, text);
      }
    }
  }

  @Override
  public byte[] takenOver() {
    return takenOver.clone();
  }

  @Override
  public void listened(long ns) {
    listenedNs += Math.max(0, ns);
  }

  /** What the driver has only listened since that was asked last, ns. */
  long takeListened() {
    long ns = listenedNs;
    listenedNs = 0;
    return ns;
  }

  @Override
  public void wakeUp() {
    wake.run();
  }
}
