package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.words.VerbForTask;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar deploy}. */
@Component(service = Verb.class)
public final class DeployVerb extends VerbForTask {
  /** Called by DS. */
  @Activate
  public DeployVerb() {
    super("deploy", DeployTask.USAGE, new DeployTask(new Finder()));
  }
}
