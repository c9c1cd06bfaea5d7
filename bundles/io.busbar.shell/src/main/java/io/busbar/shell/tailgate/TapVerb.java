package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.words.Task;
import java.io.PrintStream;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar tap}. */
@Component
public final class TapVerb implements Verb {
  private final TapTask task;

  /** Called by DS. */
  @Activate
  public TapVerb() {
    task = new TapTask(new Finder());
  }

  @Override
  public String name() {
    return "tap";
  }

  @Override
  public String usage() {
    return TapTask.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    return Task.carryOut(task, name(), usage(), arguments, out, err);
  }
}
