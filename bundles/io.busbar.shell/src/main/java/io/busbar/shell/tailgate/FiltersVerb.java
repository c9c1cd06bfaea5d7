package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.words.Task;
import java.io.PrintStream;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar filters}. */
@Component
public final class FiltersVerb implements Verb {
  private final FiltersTask task;

  /** Called by DS. */
  @Activate
  public FiltersVerb() {
    task = new FiltersTask(new Finder());
  }

  @Override
  public String name() {
    return "filters";
  }

  @Override
  public String usage() {
    return FiltersTask.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    return Task.carryOut(task, name(), usage(), arguments, out, err);
  }
}
