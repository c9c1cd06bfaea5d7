package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.words.Task;
import java.io.PrintStream;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar undo}. */
@Component
public final class UndoVerb implements Verb {
  private final UndoTask task;

  /** Called by DS. */
  @Activate
  public UndoVerb() {
    task = new UndoTask(new Finder());
  }

  @Override
  public String name() {
    return "undo";
  }

  @Override
  public String usage() {
    return UndoTask.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    return Task.carryOut(task, name(), usage(), arguments, out, err);
  }
}
