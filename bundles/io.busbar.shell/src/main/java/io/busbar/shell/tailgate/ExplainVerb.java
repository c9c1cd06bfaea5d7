package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.words.VerbForTask;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar explain}. */
@Component(service = Verb.class)
public final class ExplainVerb extends VerbForTask {
  /** Called by DS. */
  @Activate
  public ExplainVerb() {
    super("explain", ExplainTask.USAGE, new ExplainTask(new Finder()));
  }
}
