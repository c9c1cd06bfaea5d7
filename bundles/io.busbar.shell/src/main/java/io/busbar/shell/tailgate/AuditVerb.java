package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.run.RunFile;
import io.busbar.shell.words.VerbForTask;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar audit}. */
@Component(service = Verb.class)
public final class AuditVerb extends VerbForTask {
  /** Called by DS. */
  @Activate
  public AuditVerb() {
    super("audit", AuditTask.USAGE, new AuditTask(new Finder(RunFile.places(), "central"), new Finder()));
  }
}
