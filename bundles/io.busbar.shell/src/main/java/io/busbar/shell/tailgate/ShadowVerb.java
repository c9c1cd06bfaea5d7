package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.words.Task;
import java.io.PrintStream;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar shadow}. */
@Component
public final class ShadowVerb implements Verb {
  private final ShadowTask task;

  /** Called by DS. */
  @Activate
  public ShadowVerb() {
    task = new ShadowTask(new Finder());
  }

  @Override
  public String name() {
    return "shadow";
  }

  @Override
  public String usage() {
    return ShadowTask.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    return Task.carryOut(task, name(), usage(), arguments, out, err);
  }
}
