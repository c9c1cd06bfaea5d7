package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.run.RunFile;
import io.busbar.shell.words.Task;
import java.io.PrintStream;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar points}. */
@Component
public final class PointsVerb implements Verb {
  private final PointsTask task;

  /** Called by DS. */
  @Activate
  public PointsVerb() {
    task = new PointsTask(new Finder(), new Finder(RunFile.places(), "central"));
  }

  @Override
  public String name() {
    return "points";
  }

  @Override
  public String usage() {
    return PointsTask.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    return Task.carryOut(task, name(), usage(), arguments, out, err);
  }
}
