package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.run.RunFile;
import io.busbar.shell.words.VerbForTask;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar points}. */
@Component(service = Verb.class)
public final class PointsVerb extends VerbForTask {
  /** Called by DS. */
  @Activate
  public PointsVerb() {
    super("points", PointsTask.USAGE, new PointsTask(new Finder(), new Finder(RunFile.places(), "central")));
  }
}
