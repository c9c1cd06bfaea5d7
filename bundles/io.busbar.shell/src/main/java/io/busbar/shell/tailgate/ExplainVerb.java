package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.words.Task;
import java.io.PrintStream;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar explain}. */
@Component
public final class ExplainVerb implements Verb {
  private final ExplainTask task;

  /** Called by DS. */
  @Activate
  public ExplainVerb() {
    task = new ExplainTask(new Finder());
  }

  @Override
  public String name() {
    return "explain";
  }

  @Override
  public String usage() {
    return ExplainTask.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    return Task.carryOut(task, name(), usage(), arguments, out, err);
  }
}
