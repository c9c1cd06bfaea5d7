package io.busbar.engine.model;

import io.busbar.api.model.ChannelSpec;
import io.busbar.engine.acquisition.Channel;
import io.busbar.engine.acquisition.ChannelServices;
import io.busbar.engine.agent.Crew;
import io.busbar.engine.shard.ChannelPort;
import io.busbar.engine.shard.Shard;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The channels at work, by name. Opened and closed by the control plane, read by views. */
public final class Channels {
  /** Longest wait for a driver to close, ms. */
  static final long CLOSE_LIMIT_MS = 5_000;

  private static final Logger LOG = System.getLogger(Channels.class.getName());

  private final Map<String, Channel> byName = new ConcurrentHashMap<>();
  private final Shard shard;
  private final Runnable wakeShard;
  private final Crew crew;
  private final ChannelServices services;

  /** None yet. */
  public Channels(Shard shard, Runnable wakeShard, Crew crew, ChannelServices services) {
    this.shard = shard;
    this.wakeShard = wakeShard;
    this.crew = crew;
    this.services = services;
  }

  /** The channel of a name, or null. */
  public @Nullable Channel get(String name) {
    return byName.get(name);
  }

  /** All. */
  public Collection<Channel> all() {
    return new ArrayList<>(byName.values());
  }

  Channel open(ChannelSpec spec) {
    Channel channel = new Channel(spec, services, crew, shard.tokens(), wakeShard);
    byName.put(spec.name(), channel);
    post(now -> {
      now.attach(channel.port());
      return true;
    });
    return channel;
  }

  /** Closes a channel and lets its line go; what it has handed over is still taken. */
  void close(String name) {
    Channel channel = byName.remove(name);
    if (channel == null) {
      return;
    }
    channel.close(crew, CLOSE_LIMIT_MS);
    services.lines().release(name);
    ChannelPort port = channel.port();
    long mark = port.mark();
    post(now -> {
      if (!port.hasPassed(mark)) {
        return false;
      }
      now.detach(port);
      return true;
    });
  }

  /** Sends the shard a message. */
  CompletableFuture<Void> send(Shard.Change change) {
    CompletableFuture<Void> done = shard.send(change);
    wakeShard.run();
    return done;
  }

  /** Has something done on the shard's thread soon, also in the middle of a batch. */
  CompletableFuture<Void> look(Runnable what) {
    CompletableFuture<Void> done = shard.look(what);
    wakeShard.run();
    return done;
  }

  /** Sends the shard a message that nobody waits for; a failure of it is a mistake in the program and is logged. */
  void post(Shard.Change change) {
    var unused = send(change).exceptionally(failure -> {
      LOG.log(Level.ERROR, "a message to the engine failed", failure);
      return null;
    });
  }

  boolean await(CompletableFuture<?> done, long limitMs) {
    return crew.await(done, limitMs);
  }
}
