package io.busbar.benchmarks;

import io.busbar.engine.agent.Crew;
import io.busbar.engine.agent.Duty;
import io.busbar.engine.agent.Worker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Runs the engine's agents on the caller's thread. */
public final class HandCrew implements Crew {
  private static final int ROUNDS = 400;

  private final Map<String, Duty> duties = new LinkedHashMap<>();

  @Override
  public Worker start(String name, Duty duty) {
    duties.put(name, duty);
    return new Worker() {
      @Override
      public void wakeUp() {}

      @Override
      public void interrupt() {}

      @Override
      public void stop() {
        duties.remove(name, duty);
      }

      @Override
      public boolean join(long limitMs) {
        return true;
      }
    };
  }

  /** Runs all agents until nothing more can happen without new input. */
  public void run() {
    for (int i = 0; i < ROUNDS; i++) {
      List.copyOf(duties.values()).forEach(Duty::run);
    }
  }

  /** The agent whose name contains a text. */
  public Duty duty(String part) {
    return duties.entrySet().stream().filter(duty -> duty.getKey().contains(part)).findFirst().orElseThrow().getValue();
  }

  @Override
  public boolean await(CompletableFuture<?> done, long limitMs) {
    for (int i = 0; i < ROUNDS && !done.isDone(); i++) {
      List.copyOf(duties.values()).forEach(Duty::run);
    }
    return done.isDone() && !done.isCompletedExceptionally();
  }
}
