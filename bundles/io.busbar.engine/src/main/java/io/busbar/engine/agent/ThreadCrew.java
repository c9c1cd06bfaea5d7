package io.busbar.engine.agent;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A thread for each agent. */
final class ThreadCrew implements Crew {
  @Override
  public Worker start(String name, Duty duty) {
    AgentThread thread = new AgentThread(name, duty);
    thread.start();
    return thread;
  }

  @Override
  public boolean await(CompletableFuture<?> done, long limitMs) {
    try {
      done.get(limitMs, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException late) {
      return false;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
