package io.busbar.shell.words;

import io.busbar.api.cli.Verb;
import java.io.PrintStream;
import java.util.List;

/** A verb that carries out a task. Its heirs are what the framework sees: they only say which task, and what it needs. */
public abstract class VerbForTask implements Verb {
  private final String name;
  private final String usage;
  private final Task task;

  /**
   * For one task.
   *
   * @param name of the verb
   * @param usage first line the synopsis
   */
  protected VerbForTask(String name, String usage, Task task) {
    this.name = name;
    this.usage = usage;
    this.task = task;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String usage() {
    return usage;
  }

  @Override
  public final int run(List<String> arguments, PrintStream out, PrintStream err) {
    return Task.carryOut(task, name, usage, arguments, out, err);
  }
}
