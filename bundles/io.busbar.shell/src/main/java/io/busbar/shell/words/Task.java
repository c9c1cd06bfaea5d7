package io.busbar.shell.words;

import java.io.PrintStream;
import java.util.List;

/**
 * What a verb does, without the framework. {@link #carryOut} turns the exceptions by which a task gives up into one line and an exit
 * code, and answers {@code --help}.
 */
public interface Task {
  /** Exit codes of {@link io.busbar.api.cli.Verb#run}. */
  int DONE = 0;
  /** Done, and what was asked about is not well. */
  int NOT_WELL = 1;
  /** Wrong usage. */
  int USAGE = 2;
  /** Could not be done. */
  int NOT_DONE = 3;

  /** Does it. */
  int run(List<String> arguments, PrintStream out, PrintStream err) throws WrongUsage, CannotDo, InterruptedException;

  /**
   * Runs a task as a verb.
   *
   * @param name name of the verb
   * @param usage its usage, first line the synopsis
   */
  static int carryOut(Task task, String name, String usage, List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      out.print(usage);
      return DONE;
    }
    try {
      return task.run(arguments, out, err);
    } catch (WrongUsage e) {
      err.println("busbar " + name + ": " + e.getMessage() + " Usage: " + usage.lines().findFirst().orElse("")
          + " (busbar " + name + " --help says more)");
      return USAGE;
    } catch (CannotDo e) {
      err.println("busbar " + name + ": " + e.getMessage());
      return NOT_DONE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return DONE;
    }
  }
}
