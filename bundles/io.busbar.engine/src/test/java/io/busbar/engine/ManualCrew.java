package io.busbar.engine;

import io.busbar.engine.agent.Crew;
import io.busbar.engine.agent.Duty;
import io.busbar.engine.agent.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Runs agents in turn on the test's own thread. */
final class ManualCrew implements Crew {
  private final List<Duty> duties = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  @Override
  public Worker start(String name, Duty duty) {
    duties.add(duty);
    names.add(name);
    return new Worker() {
      @Override
      public void wakeUp() {}

      @Override
      public void interrupt() {}

      @Override
      public void stop() {
        names.remove(name);
        duties.remove(duty);
      }

      @Override
      public boolean join(long limitMs) {
        return true;
      }
    };
  }

  /** Runs every agent a few times, until nothing more can happen without new input. */
  void run() {
    for (int i = 0; i < 40; i++) {
      List.copyOf(duties).forEach(Duty::run);
    }
  }

  /** Runs the agents whose name contains a text once. */
  void runOnce(String part) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).contains(part)) {
        duties.get(i).run();
      }
    }
  }

  Duty duty(String part) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).contains(part)) {
        return duties.get(i);
      }
    }
    throw new IllegalArgumentException(part + " is none of " + names);
  }

  List<String> names() {
    return List.copyOf(names);
  }

  @Override
  public boolean await(CompletableFuture<?> done, long limitMs) {
    for (int i = 0; i < 200 && !done.isDone(); i++) {
      List.copyOf(duties).forEach(Duty::run);
    }
    try {
      return done.isDone() && done.handle((value, failure) -> {
        if (failure instanceof RuntimeException problem) {
          throw problem;
        }
        return true;
      }).join();
    } catch (CompletionException failed) {
      throw (RuntimeException) failed.getCause();
    }
  }
}
