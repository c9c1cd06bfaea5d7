package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.words.VerbForTask;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar tap}. */
@Component(service = Verb.class)
public final class TapVerb extends VerbForTask {
  /** Called by DS. */
  @Activate
  public TapVerb() {
    super("tap", TapTask.USAGE, new TapTask(new Finder()));
  }
}
