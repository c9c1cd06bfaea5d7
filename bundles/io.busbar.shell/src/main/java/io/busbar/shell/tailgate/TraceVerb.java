package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.words.Task;
import java.io.PrintStream;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar trace}. */
@Component
public final class TraceVerb implements Verb {
  private final TraceTask task;

  /** Called by DS. */
  @Activate
  public TraceVerb() {
    task = new TraceTask(new Finder());
  }

  @Override
  public String name() {
    return "trace";
  }

  @Override
  public String usage() {
    return TraceTask.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    return Task.carryOut(task, name(), usage(), arguments, out, err);
  }
}
