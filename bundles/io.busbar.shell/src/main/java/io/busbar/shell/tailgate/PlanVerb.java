package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.words.Task;
import java.io.PrintStream;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar plan}. */
@Component
public final class PlanVerb implements Verb {
  private final PlanTask task;

  /** Called by DS. */
  @Activate
  public PlanVerb() {
    task = new PlanTask(new Finder());
  }

  @Override
  public String name() {
    return "plan";
  }

  @Override
  public String usage() {
    return PlanTask.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    return Task.carryOut(task, name(), usage(), arguments, out, err);
  }
}
