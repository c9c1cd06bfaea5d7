package io.busbar.engine.acquisition;

import io.busbar.api.data.DeviceState;
import io.busbar.api.driver.AdHocReading;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.Driver;
import io.busbar.api.driver.DriverFactory;
import io.busbar.api.model.ChannelSpec;
import io.busbar.engine.agent.Duty;
import io.busbar.engine.shard.ChannelPort;
import io.busbar.engine.shard.Source;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One channel as an agent: runs the driver of the moment, one step a duty, between messages and settled tokens. A driver
 * that throws is closed and opened again after a back-off; without a driver bundle the channel waits and says so.
 */
final class ChannelAgent implements Duty {
  /** First wait before a failed driver is opened again; doubles up to {@link #LONGEST_BACK_OFF_NS}. */
  static final long FIRST_BACK_OFF_NS = 1_000_000_000L;
  /** Longest wait before a failed driver is opened again. */
  static final long LONGEST_BACK_OFF_NS = 60_000_000_000L;
  /** A driver may be away that long, for an update of its bundle, before its devices count as lost. */
  static final long ABSENCE_NS = 15_000_000_000L;
  private static final Logger LOG = System.getLogger(ChannelAgent.class.getName());

  private final ChannelSpec channel;
  private final ChannelServices services;
  private final ChannelPort port;
  private final ChannelContext context;
  private final BusyMeter busy = new BusyMeter();
  private final List<TraceTap> traces = new CopyOnWriteArrayList<>();
  private final Queue<Message> messages = new ConcurrentLinkedQueue<>();
  // Made once: a step must not take memory.
  private final Consumer<Driver> settledCall = this::passSettled;
  private final Consumer<Driver> stepCall = this::step;
  /** Devices that the driver of the moment knows. */
  private final Set<BoundDevice> known = new HashSet<>();
  /** Devices that it does not know yet, because what was read of them before is not durable yet. */
  private final Set<BoundDevice> awaiting = new LinkedHashSet<>();
  private @Nullable DriverFactory factory;
  private @Nullable Driver driver;
  private long nextStepNs = Long.MIN_VALUE;
  private long openAgainNs = Long.MIN_VALUE;
  private long openedNs;
  private long absentSinceNs;
  private int failuresInARow;
  private volatile boolean woken;
  private volatile long stepSinceNs = Long.MIN_VALUE;
  private volatile long failures;
  private volatile String state;

  ChannelAgent(ChannelSpec channel, ChannelServices services, ChannelPort port, Runnable wake) {
    this.channel = channel;
    this.services = services;
    this.port = port;
    context = new ChannelContext(channel, services, port, () -> {
      woken = true;
      wake.run();
    });
    state = noDriver();
    absentSinceNs = services.clock().monotonicNs();
  }

  private record Message(Runnable what, CompletableFuture<Void> done) {}

  /** Has something done on the channel's thread; wake the channel afterwards. */
  CompletableFuture<Void> send(Runnable what) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    messages.add(new Message(what, done));
    return done;
  }

  @Override
  public long run() {
    for (Message next = messages.poll(); next != null; next = messages.poll()) {
      try {
        next.what().run();
        next.done().complete(null);
      } catch (RuntimeException failure) {
        next.done().completeExceptionally(failure);
      }
    }
    long now = services.clock().monotonicNs();
    boolean told = context.sendStates();
    if (driver == null) {
      return runWithoutDriver(now);
    }
    guard("settled tokens", settledCall);
    if (!awaiting.isEmpty()) {
      List.copyOf(awaiting).forEach(this::bindDriver);
    }
    if (driver != null && (woken || now >= nextStepNs)) {
      woken = false;
      stepSinceNs = now;
      guard("a step", stepCall);
      long end = services.clock().monotonicNs();
      stepSinceNs = Long.MIN_VALUE;
      busy.add(now, end, context.takeListened());
      if (!traces.isEmpty()) {
        traces.forEach(TraceTap::flush);
      }
      if (failuresInARow > 0 && end - openedNs > LONGEST_BACK_OFF_NS) {
        failuresInARow = 0;
      }
    }
    long wait = nextStepNs - services.clock().monotonicNs();
    return told && awaiting.isEmpty() ? wait : Math.min(wait, 1_000_000);
  }

  private void step(Driver running) {
    nextStepNs = running.step(stepSinceNs);
  }

  private void passSettled(Driver running) {
    for (ChannelPort.Settled next = port.pollSettled(); next != null; next = port.pollSettled()) {
      BoundDevice bound = context.device(next.source().device());
      if (bound != null && known.contains(bound) && bound.source().name().equals(next.source().name())) {
        running.settled(next.source().device(), next.token());
      }
    }
  }

  private long runWithoutDriver(long now) {
    port.forgetSettled(); // the next driver is told by the stored token when it is bound
    if (factory != null && now >= openAgainNs) {
      open(factory);
      return 0;
    }
    if (factory == null && now - absentSinceNs > ABSENCE_NS) {
      allLost(state);
    }
    return factory == null ? 1_000_000_000 : openAgainNs - now;
  }

  private String noDriver() {
    return "no driver for channel type " + channel.type() + " is installed. Install its bundle.";
  }

  /** Uses a driver from now on, or none: closes the present one and keeps its session for the next. Channel's thread. */
  void use(@Nullable DriverFactory newFactory) {
    if (newFactory == factory) {
      return;
    }
    if (driver != null) {
      guard("its hand-over", running -> context.handOver(running.handOver()));
      close();
    }
    factory = newFactory;
    openAgainNs = Long.MIN_VALUE;
    failuresInARow = 0;
    if (newFactory == null) {
      absentSinceNs = services.clock().monotonicNs();
      state = noDriver();
      LOG.log(Level.INFO, "{0}: {1}", channel.name(), state);
    }
  }

  private void open(DriverFactory now) {
    state = "opening";
    openedNs = services.clock().monotonicNs();
    nextStepNs = Long.MIN_VALUE;
    try {
      driver = now.open(context);
    } catch (RuntimeException | LinkageError failure) {
      failed("opening", failure);
      return;
    }
    for (BoundDevice bound : context.devices()) {
      if (bound != null) {
        bindDriver(bound);
      }
    }
    context.handOver(new byte[0]);
    if (driver != null) {
      state = "running";
    }
  }

  /** A driver that does not know the device reads on from the durable token: nothing newer may be under way then. */
  private void bindDriver(BoundDevice bound) {
    if (driver == null) {
      return;
    }
    if (!known.contains(bound) && port.isUnderWay(bound.source().name())) {
      awaiting.add(bound);
      return;
    }
    awaiting.remove(bound);
    known.add(bound);
    guard("binding " + bound.source().name(),
        running -> running.bind(bound.binding(), services.journal().token(bound.source().name())));
  }

  /** A device is there or has changed. Channel's thread. */
  void bind(DeviceBinding binding, Source source) {
    BoundDevice bound = context.device(binding.device());
    if (bound == null) {
      bound = new BoundDevice(binding, source);
      context.put(binding.device(), bound);
    } else {
      boolean moved = bound.source().handle() != source.handle();
      bound.rebind(binding, source);
      if (moved && bound.state().isLost()) {
        context.tell(bound);
      }
    }
    bindDriver(bound);
    woken = true;
  }

  /** A device is gone. Channel's thread. */
  void unbind(int device) {
    BoundDevice bound = context.device(device);
    if (bound != null) {
      awaiting.remove(bound);
      if (known.remove(bound)) {
        guard("unbinding", running -> running.unbind(device));
      }
    }
    context.put(device, null);
  }

  /** Calls the driver, if there is one; what it throws stops this channel only. */
  private void guard(String what, Consumer<Driver> call) {
    Driver running = driver;
    if (running != null) {
      try {
        call.accept(running);
      } catch (RuntimeException | LinkageError | StackOverflowError failure) {
        failed(what, failure);
      }
    }
  }

  private void failed(String what, Throwable failure) {
    failures = failures + 1;
    close();
    long backOff = Math.min(LONGEST_BACK_OFF_NS, FIRST_BACK_OFF_NS << Math.min(failuresInARow, 6));
    failuresInARow++;
    openAgainNs = services.clock().monotonicNs() + backOff;
    state = "the driver failed in " + what + " (" + failure + "). It is started again in " + backOff / 1_000_000_000
        + " s. If it stays so, install another version of its bundle.";
    LOG.log(Level.ERROR, channel.name() + ": " + state, failure);
    allLost("the driver of " + channel.name() + " failed and is started again");
  }

  private void allLost(String reason) {
    @Nullable BoundDevice[] all = context.devices();
    for (int i = 0; i < all.length; i++) {
      if (all[i] != null) {
        context.deviceState(i, DeviceState.LOST, reason);
      }
    }
  }

  private void close() {
    Driver running = driver;
    driver = null;
    known.clear();
    awaiting.clear();
    if (running != null) {
      try {
        running.close();
      } catch (RuntimeException | LinkageError failure) {
        LOG.log(Level.WARNING, channel.name() + ": the driver failed while it was closed", failure);
      }
    }
    port.abandon();
  }

  /** Ends the channel. Channel's thread, or after its end. */
  void shutDown() {
    close();
    factory = null;
    state = "closed";
  }

  /** Asks the driver something; without a driver the answer says so. Channel's thread. */
  AdHocReading ask(Function<Driver, AdHocReading> question) {
    Driver running = driver;
    if (running == null) {
      return AdHocReading.none(channel.name() + ": " + state);
    }
    try {
      return question.apply(running);
    } catch (RuntimeException failure) {
      return AdHocReading.none(channel.name() + ": the driver failed: " + failure);
    }
  }

  /** Adds a trace: frames that the driver explains on the channel's thread. Closing the result ends it. Any thread. */
  AutoCloseable trace(Consumer<String> lines) {
    TraceTap trace = new TraceTap(services.clock(), lines, (sent, bytes) -> {
      Driver running = driver;
      return running == null ? "" : running.explain(sent, bytes);
    });
    AutoCloseable tap = services.lines().tap(channel.name(), trace);
    traces.add(trace);
    return () -> {
      tap.close();
      traces.remove(trace);
    };
  }

  ChannelContext context() {
    return context;
  }

  ChannelSpec channel() {
    return channel;
  }

  ChannelPort port() {
    return port;
  }

  String state() {
    return state;
  }

  long failures() {
    return failures;
  }

  double busy() {
    return busy.share(services.clock().monotonicNs());
  }

  /** Since when the present step runs, monotonic ns; {@link Long#MIN_VALUE} if none does. Any thread. */
  long stepSinceNs() {
    return stepSinceNs;
  }
}
