package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.api.line.LineService;
import io.busbar.shell.words.VerbForTask;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code busbar ports}. */
@Component(service = Verb.class)
public final class PortsVerb extends VerbForTask {
  /** Called by DS. */
  @Activate
  public PortsVerb(@Reference LineService lines) {
    super("ports", PortsTask.USAGE, new PortsTask(lines, new Finder()));
  }
}
