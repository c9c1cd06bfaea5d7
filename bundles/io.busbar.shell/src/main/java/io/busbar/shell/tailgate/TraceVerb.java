package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.words.VerbForTask;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar trace}. */
@Component(service = Verb.class)
public final class TraceVerb extends VerbForTask {
  /** Called by DS. */
  @Activate
  public TraceVerb() {
    super("trace", TraceTask.USAGE, new TraceTask(new Finder()));
  }
}
