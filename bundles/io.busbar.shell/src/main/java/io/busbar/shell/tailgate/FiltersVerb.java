package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.words.VerbForTask;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar filters}. */
@Component(service = Verb.class)
public final class FiltersVerb extends VerbForTask {
  /** Called by DS. */
  @Activate
  public FiltersVerb() {
    super("filters", FiltersTask.USAGE, new FiltersTask(new Finder()));
  }
}
