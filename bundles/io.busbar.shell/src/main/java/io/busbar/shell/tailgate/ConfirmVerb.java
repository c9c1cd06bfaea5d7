package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.words.Task;
import java.io.PrintStream;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar confirm}. */
@Component
public final class ConfirmVerb implements Verb {
  private final ConfirmTask task;

  /** Called by DS. */
  @Activate
  public ConfirmVerb() {
    task = new ConfirmTask(new Finder());
  }

  @Override
  public String name() {
    return "confirm";
  }

  @Override
  public String usage() {
    return ConfirmTask.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    return Task.carryOut(task, name(), usage(), arguments, out, err);
  }
}
