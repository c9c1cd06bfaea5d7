package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.run.RunFile;
import io.busbar.shell.words.Task;
import java.io.PrintStream;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar tag}. */
@Component
public final class TagVerb implements Verb {
  private final TagTask task;

  /** Called by DS. */
  @Activate
  public TagVerb() {
    task = new TagTask(new Finder(RunFile.places(), "central"), new Finder());
  }

  @Override
  public String name() {
    return "tag";
  }

  @Override
  public String usage() {
    return TagTask.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    return Task.carryOut(task, name(), usage(), arguments, out, err);
  }
}
