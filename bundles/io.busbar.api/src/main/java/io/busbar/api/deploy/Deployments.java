package io.busbar.api.deploy;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The deployer of this machine; a service. Thread-safe; one thing at a time. */
@ProviderType
public interface Deployments {
  /** How it is. Quick. */
  Status status();

  /**
   * Checks a feature file of this machine and puts it on the disk, where it waits. Nothing that runs changes. Blocks for as long as the disk takes.
   *
   * @param file whole path
   * @param by who asks, for the history
   */
  Answer stage(String file, String by);

  /** What applying the staged feature would do. Blocks for up to seconds. */
  Preview preview();

  /**
   * Puts the staged feature in the place of the present one, watches the devices, and keeps it or goes back by itself. Returns as soon as it
   * has begun.
   *
   * @param windowMs how long the devices may take until each of those that were well answers again, 1,000…3,600,000
   * @param by who asks, for the history
   */
  Answer apply(long windowMs, String by);

  /** Goes back to the set before the present one, in the same way. Returns as soon as it has begun. */
  Answer rollback(long windowMs, String by);

  /** What happened, oldest first. */
  List<String> history(int limit);

  /**
   * An answer.
   *
   * @param done whether it was done, or has begun
   * @param lines what was done, or what stands against it and what to do
   */
  record Answer(boolean done, List<String> lines) {
    /** Copies the lines. */
    public Answer {
      lines = List.copyOf(lines);
    }
  }

  /**
   * How it is.
   *
   * @param enforced whether only signed code runs
   * @param code that in a sentence, for everybody to read
   * @param active what runs, in words
   * @param previous what a roll-back brings, empty if nothing
   * @param staged what waits, empty if nothing
   * @param step what is being done now, empty if nothing
   * @param last how the last deployment ended, empty if there was none since the start
   * @param refused bundles that were hidden because no manifest has them
   */
  record Status(boolean enforced, String code, String active, String previous, String staged, String step, String last, List<String> refused) {
    /** Copies the list. */
    public Status {
      refused = List.copyOf(refused);
    }
  }

  /**
   * What a deployment would do.
   *
   * @param possible whether it may be applied
   * @param restart whether the framework starts anew, which pauses everything
   * @param changes bundles: {@code io.busbar.driver.modbus 0.1.0 becomes 0.1.1}
   * @param pauses what pauses: {@code channel bus1 (modbus-rtu): 12 devices; the line stays open}
   * @param problems what stands against it and what to do
   */
  record Preview(boolean possible, boolean restart, List<String> changes, List<String> pauses, List<String> problems) {
    /** Copies the lists. */
    public Preview {
      changes = List.copyOf(changes);
      pauses = List.copyOf(pauses);
      problems = List.copyOf(problems);
    }
  }
}
