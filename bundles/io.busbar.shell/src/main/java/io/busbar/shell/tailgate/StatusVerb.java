package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.words.TaskVerb;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar status}. */
@Component(service = Verb.class)
public final class StatusVerb extends TaskVerb {
  /** Called by DS. */
  @Activate
  public StatusVerb() {
    super("status", StatusTask.USAGE, new StatusTask(new Finder()));
  }
}
