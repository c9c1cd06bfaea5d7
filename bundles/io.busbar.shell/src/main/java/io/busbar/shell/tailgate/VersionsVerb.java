package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.words.VerbForTask;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar versions}. */
@Component(service = Verb.class)
public final class VersionsVerb extends VerbForTask {
  /** Called by DS. */
  @Activate
  public VersionsVerb() {
    super("versions", VersionsTask.USAGE, new VersionsTask(new Finder()));
  }
}
