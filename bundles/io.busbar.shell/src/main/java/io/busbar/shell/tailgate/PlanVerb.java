package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.words.VerbForTask;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar plan}. */
@Component(service = Verb.class)
public final class PlanVerb extends VerbForTask {
  /** Called by DS. */
  @Activate
  public PlanVerb() {
    super("plan", PlanTask.USAGE, new PlanTask(new Finder()));
  }
}
