package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.words.VerbForTask;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar status}. */
@Component(service = Verb.class)
public final class StatusVerb extends VerbForTask {
  /** Called by DS. */
  @Activate
  public StatusVerb() {
    super("status", StatusTask.USAGE, new StatusTask(new Finder()));
  }
}
