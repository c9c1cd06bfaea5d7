package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.words.Task;
import java.io.PrintStream;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar status}. */
@Component
public final class StatusVerb implements Verb {
  private final StatusTask task;

  /** Called by DS. */
  @Activate
  public StatusVerb() {
    task = new StatusTask(new Finder());
  }

  @Override
  public String name() {
    return "status";
  }

  @Override
  public String usage() {
    return StatusTask.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    return Task.carryOut(task, name(), usage(), arguments, out, err);
  }
}
