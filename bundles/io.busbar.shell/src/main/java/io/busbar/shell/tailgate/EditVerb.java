package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.words.VerbForTask;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar edit}. */
@Component(service = Verb.class)
public final class EditVerb extends VerbForTask {
  /** Called by DS. */
  @Activate
  public EditVerb() {
    super("edit", EditTask.USAGE, new EditTask(new Finder()));
  }
}
