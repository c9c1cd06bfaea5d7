package io.busbar.engine.acquisition;

import io.busbar.api.command.Command;
import io.busbar.api.command.CommandProgress;
import io.busbar.api.driver.AdHocReading;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.Driver;
import io.busbar.api.driver.DriverFactory;
import io.busbar.api.model.ChannelSpec;
import io.busbar.engine.agent.Crew;
import io.busbar.engine.agent.Worker;
import io.busbar.engine.shard.ChannelPort;
import io.busbar.engine.shard.Source;
import io.busbar.engine.shard.TokensUnderWay;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A channel at work, as the control plane and the views see it. Thread-safe. */
public final class Channel {
  private final ChannelAgent agent;
  private final ChannelPort port;
  private final Worker worker;

  /**
   * Puts a channel to work, without driver and devices.
   *
   * @param tokens counts resume tokens under way
   * @param wakeShard wakes the shard that takes its batches
   */
  public Channel(ChannelSpec spec, ChannelServices services, Crew crew, TokensUnderWay tokens, Runnable wakeShard) {
    AtomicReference<@Nullable Worker> later = new AtomicReference<>();
    Runnable wake = () -> {
      Worker now = later.get();
      if (now != null) {
        now.wakeUp();
      }
    };
    port = new ChannelPort(spec.name(), tokens, wakeShard, wake);
    agent = new ChannelAgent(spec, services, port, wake);
    worker = crew.start("busbar channel " + spec.name(), agent);
    later.set(worker);
  }

  private CompletableFuture<Void> send(Runnable what) {
    CompletableFuture<Void> done = agent.send(what);
    worker.wakeUp();
    return done;
  }

  /** Uses a driver from now on, or none. Done when the former one is closed. */
  public CompletableFuture<Void> use(@Nullable DriverFactory factory) {
    return send(() -> agent.use(factory));
  }

  /** A device is there, or its settings, points or handles have changed. */
  public CompletableFuture<Void> bind(DeviceBinding binding, Source source) {
    return send(() -> agent.bind(binding, source));
  }

  /** A device is gone, or its points wait. */
  public CompletableFuture<Void> unbind(int device) {
    return send(() -> agent.unbind(device));
  }

  /**
   * Has something asked of the driver between its steps.
   *
   * @param answer takes what comes of it, before the result is done
   */
  public CompletableFuture<Void> ask(Function<Driver, AdHocReading> question, Consumer<AdHocReading> answer) {
    return send(() -> answer.accept(agent.ask(question)));
  }

  /** Hands a command to the driver, between its steps. */
  public void command(int device, Command command, CommandProgress progress) {
    var unused = send(() -> new CommandCall(device, command, progress).over(agent));
  }

  /** Traces its frames until closed. */
  public AutoCloseable trace(Consumer<String> lines) {
    return agent.trace(lines);
  }

  /** Closes the driver; done when it is closed. */
  public CompletableFuture<Void> shutDown() {
    return send(agent::shutDown);
  }

  /** Closes the driver and ends the agent; waits at most that long, ms. Returns whether it has ended in time. */
  public boolean close(Crew crew, long limitMs) {
    boolean closed = crew.await(shutDown(), limitMs);
    return end(limitMs) && closed;
  }

  /** Ends the agent after its driver was closed. */
  public boolean end(long limitMs) {
    worker.stop();
    return worker.join(limitMs);
  }

  /** Interrupts a step that lasts too long. */
  public void interrupt() {
    worker.interrupt();
  }

  /** Its settings. */
  public ChannelSpec spec() {
    return agent.channel();
  }

  /** Its border with the shard. */
  public ChannelPort port() {
    return port;
  }

  /** How it is, one line. */
  public String state() {
    return agent.state();
  }

  /** Whether a driver runs. */
  public boolean isRunning() {
    return agent.state().equals("running");
  }

  /** Times that its drivers failed. */
  public long failures() {
    return agent.failures();
  }

  /** Share of its time at work lately. */
  public double busy() {
    return agent.busy();
  }

  /** Since when the present step runs, monotonic ns; {@link Long#MIN_VALUE} if none does. */
  public long stepSinceNs() {
    return agent.stepSinceNs();
  }

  /** The device of an index, or null. */
  public @Nullable BoundDevice device(int index) {
    return agent.context().device(index);
  }

  /** Its devices. */
  public List<BoundDevice> devices() {
    List<BoundDevice> found = new ArrayList<>();
    for (BoundDevice device : agent.context().devices()) {
      if (device != null) {
        found.add(device);
      }
    }
    return found;
  }
}
