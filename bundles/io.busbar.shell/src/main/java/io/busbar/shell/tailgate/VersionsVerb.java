package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.words.Task;
import java.io.PrintStream;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar versions}. */
@Component
public final class VersionsVerb implements Verb {
  private final VersionsTask task;

  /** Called by DS. */
  @Activate
  public VersionsVerb() {
    task = new VersionsTask(new Finder());
  }

  @Override
  public String name() {
    return "versions";
  }

  @Override
  public String usage() {
    return VersionsTask.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    return Task.carryOut(task, name(), usage(), arguments, out, err);
  }
}
