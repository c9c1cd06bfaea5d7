package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.words.VerbForTask;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar confirm}. */
@Component(service = Verb.class)
public final class ConfirmVerb extends VerbForTask {
  /** Called by DS. */
  @Activate
  public ConfirmVerb() {
    super("confirm", ConfirmTask.USAGE, new ConfirmTask(new Finder()));
  }
}
