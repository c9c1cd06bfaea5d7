package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.shell.run.RunFile;
import io.busbar.shell.words.VerbForTask;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** {@code busbar tag}. */
@Component(service = Verb.class)
public final class TagVerb extends VerbForTask {
  /** Called by DS. */
  @Activate
  public TagVerb() {
    super("tag", TagTask.USAGE, new TagTask(new Finder(RunFile.places(), "central"), new Finder()));
  }
}
