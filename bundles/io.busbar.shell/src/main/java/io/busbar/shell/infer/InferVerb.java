package io.busbar.shell.infer;

import io.busbar.api.cli.Verb;
import io.busbar.api.template.TemplateInference;
import io.busbar.shell.words.VerbForTask;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code busbar infer}. */
@Component(service = Verb.class)
public final class InferVerb extends VerbForTask {
  /** Called by DS. */
  @Activate
  public InferVerb(@Reference TemplateInference inference) {
    super("infer", InferTask.USAGE, new InferTask(inference));
  }
}
