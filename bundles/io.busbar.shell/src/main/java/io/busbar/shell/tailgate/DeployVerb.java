package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.words.Task;
import java.io.PrintStream;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar deploy}. */
@Component
public final class DeployVerb implements Verb {
  private final DeployTask task;

  /** Called by DS. */
  @Activate
  public DeployVerb() {
    task = new DeployTask(new Finder());
  }

  @Override
  public String name() {
    return "deploy";
  }

  @Override
  public String usage() {
    return DeployTask.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    return Task.carryOut(task, name(), usage(), arguments, out, err);
  }
}
