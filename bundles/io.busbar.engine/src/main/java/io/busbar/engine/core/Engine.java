package io.busbar.engine.core;

import io.busbar.api.view.EngineView;
import io.busbar.engine.acquisition.Channel;
import io.busbar.engine.acquisition.ChannelServices;
import io.busbar.engine.agent.Crew;
import io.busbar.engine.agent.Duty;
import io.busbar.engine.agent.Worker;
import io.busbar.engine.model.Catalog;
import io.busbar.engine.model.Channels;
import io.busbar.engine.model.Commands;
import io.busbar.engine.model.EngineModel;
import io.busbar.engine.shard.Shard;
import io.busbar.engine.view.Snapshots;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A running engine. Thread-safe. */
public final class Engine implements AutoCloseable {
  private static final long CLOSE_LIMIT_MS = 3_000;
  private static final long JOIN_LIMIT_MS = 500;
  private static final Logger LOG = System.getLogger(Engine.class.getName());

  private final Crew crew;
  private final Shard shard;
  private final Worker worker;
  private final Channels channels;
  private final EngineModel model;
  private final EngineHealth health;
  private final Snapshots view;
  private final Commands commands;

  /**
   * Starts an engine without model.
   *
   * @param services lines, clock, randomness and journal
   * @param crew runs its agents
   * @param listenerThread where listeners of models are called
   */
  public Engine(ChannelServices services, Crew crew, Executor listenerThread) {
    this.crew = crew;
    shard = new Shard(services.journal(), services.clock());
    AtomicReference<@Nullable Worker> later = new AtomicReference<>();
    Runnable wakeShard = () -> {
      Worker now = later.get();
      if (now != null) {
        now.wakeUp();
      }
    };
    services.journal().onSettled(ticket -> {
      shard.settled(ticket);
      wakeShard.run();
    });
    channels = new Channels(shard, wakeShard, crew, services);
    model = new EngineModel(shard, channels, new Catalog(), services.journal(), listenerThread);
    view = new Snapshots(shard, wakeShard, crew, channels, model);
    commands = new Commands(model, channels);
    health = new EngineHealth(services.clock(), shard, wakeShard, crew, channels, model);
    worker = crew.start("busbar engine", () -> shard.doWork() == 0 ? shard.idleNs() : shard.hasMore() ? 0 : Duty.REST);
    later.set(worker);
  }

  /** Plan, apply, undo; drivers and filters. */
  public EngineModel model() {
    return model;
  }

  /** Views. */
  public EngineView view() {
    return view;
  }

  /** The way of commands to the drivers. */
  public Commands commands() {
    return commands;
  }

  /** Health. */
  public EngineHealth health() {
    return health;
  }

  /**
   * Closes all channels, hands over to the journal what they have read, and ends. Takes at most a few seconds, also where a
   * driver hangs or the journal has no room.
   */
  @Override
  public void close() {
    CompletableFuture<?>[] closing = channels.all().stream().map(Channel::shutDown).toArray(CompletableFuture<?>[]::new);
    if (!crew.await(CompletableFuture.allOf(closing), CLOSE_LIMIT_MS)) {
      LOG.log(Level.WARNING, "a driver did not close within {0} ms and is left behind", CLOSE_LIMIT_MS);
    }
    CompletableFuture<Void> drained = shard.send(Shard::isDrained);
    worker.wakeUp();
    if (!crew.await(drained, CLOSE_LIMIT_MS)) {
      LOG.log(Level.WARNING, "the journal did not take the last samples within {0} ms; they are read again where their"
          + " device has them still", CLOSE_LIMIT_MS);
    }
    model.endTaps("the engine has stopped");
    channels.all().forEach(channel -> channel.end(JOIN_LIMIT_MS));
    worker.stop();
    worker.join(CLOSE_LIMIT_MS);
  }

  /** Interrupts steps that hang; to be called about once a second. */
  public void watch() {
    for (Channel channel : channels.all()) {
      health.watch(channel);
    }
  }
}
