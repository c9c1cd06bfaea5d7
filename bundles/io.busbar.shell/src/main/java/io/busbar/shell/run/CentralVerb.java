package io.busbar.shell.run;

import io.busbar.api.cli.Verb;
import io.busbar.shell.words.Task;
import java.io.PrintStream;
import java.util.List;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code busbar central}. */
@Component
public final class CentralVerb implements Verb {
  private final CentralTask task;

  /** Called by DS. */
  @Activate
  public CentralVerb(@Reference ConfigurationAdmin admin) {
    task = new CentralTask(admin);
  }

  @Override
  public String name() {
    return "central";
  }

  @Override
  public String usage() {
    return CentralTask.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    return Task.carryOut(task, name(), usage(), arguments, out, err);
  }
}
