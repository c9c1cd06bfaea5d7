package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.run.RunFile;
import io.busbar.shell.words.VerbForTask;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar command}. */
@Component(service = Verb.class)
public final class CommandVerb extends VerbForTask {
  /** Called by DS. */
  @Activate
  public CommandVerb() {
    super("command", CommandTask.USAGE, new CommandTask(new Finder(RunFile.places(), "central"), new Finder()));
  }
}
