package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.run.RunFile;
import io.busbar.shell.words.VerbForTask;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar sinks}. */
@Component(service = Verb.class)
public final class SinksVerb extends VerbForTask {
  /** Called by DS. */
  @Activate
  public SinksVerb() {
    super("sinks", SinksTask.USAGE, new SinksTask(new Finder(RunFile.places(), "central")));
  }
}
