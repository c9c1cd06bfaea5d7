package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.api.line.LineService;
import io.busbar.shell.words.Task;
import java.io.PrintStream;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code busbar ports}. */
@Component
public final class PortsVerb implements Verb {
  private final PortsTask task;

  /** Called by DS. */
  @Activate
  public PortsVerb(@Reference LineService lines) {
    task = new PortsTask(lines, new Finder());
  }

  @Override
  public String name() {
    return "ports";
  }

  @Override
  public String usage() {
    return PortsTask.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    return Task.carryOut(task, name(), usage(), arguments, out, err);
  }
}
