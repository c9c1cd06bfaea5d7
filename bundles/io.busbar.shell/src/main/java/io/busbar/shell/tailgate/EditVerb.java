package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.words.Task;
import java.io.PrintStream;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar edit}. */
@Component
public final class EditVerb implements Verb {
  private final EditTask task;

  /** Called by DS. */
  @Activate
  public EditVerb() {
    task = new EditTask(new Finder());
  }

  @Override
  public String name() {
    return "edit";
  }

  @Override
  public String usage() {
    return EditTask.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    return Task.carryOut(task, name(), usage(), arguments, out, err);
  }
}
