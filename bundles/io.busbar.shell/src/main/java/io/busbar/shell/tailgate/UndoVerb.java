package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.words.VerbForTask;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar undo}. */
@Component(service = Verb.class)
public final class UndoVerb extends VerbForTask {
  /** Called by DS. */
  @Activate
  public UndoVerb() {
    super("undo", UndoTask.USAGE, new UndoTask(new Finder()));
  }
}
