package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.words.VerbForTask;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar shadow}. */
@Component(service = Verb.class)
public final class ShadowVerb extends VerbForTask {
  /** Called by DS. */
  @Activate
  public ShadowVerb() {
    super("shadow", ShadowTask.USAGE, new ShadowTask(new Finder()));
  }
}
