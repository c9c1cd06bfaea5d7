package io.busbar.shell.run;

import io.busbar.api.cli.Verb;
import io.busbar.shell.words.Task;
import java.io.PrintStream;
import java.util.List;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code busbar gateway}. */
@Component
public final class GatewayVerb implements Verb {
  private final GatewayTask task;

  /** Called by DS. */
  @Activate
  public GatewayVerb(@Reference ConfigurationAdmin admin) {
    task = new GatewayTask(admin);
  }

  @Override
  public String name() {
    return "gateway";
  }

  @Override
  public String usage() {
    return GatewayTask.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    return Task.carryOut(task, name(), usage(), arguments, out, err);
  }
}
