package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.run.RunFile;
import io.busbar.shell.words.Task;
import java.io.PrintStream;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar sinks}. */
@Component
public final class SinksVerb implements Verb {
  private final SinksTask task;

  /** Called by DS. */
  @Activate
  public SinksVerb() {
    task = new SinksTask(new Finder(RunFile.places(), "central"));
  }

  @Override
  public String name() {
    return "sinks";
  }

  @Override
  public String usage() {
    return SinksTask.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    return Task.carryOut(task, name(), usage(), arguments, out, err);
  }
}
