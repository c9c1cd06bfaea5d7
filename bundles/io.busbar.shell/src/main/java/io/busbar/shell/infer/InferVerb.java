package io.busbar.shell.infer;

import io.busbar.api.cli.Verb;
import io.busbar.api.template.TemplateInference;
import io.busbar.shell.words.Task;
import java.io.PrintStream;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code busbar infer}. */
@Component
public final class InferVerb implements Verb {
  private final InferTask task;

  /** Called by DS. */
  @Activate
  public InferVerb(@Reference TemplateInference inference) {
    task = new InferTask(inference);
  }

  @Override
  public String name() {
    return "infer";
  }

  @Override
  public String usage() {
    return InferTask.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    return Task.carryOut(task, name(), usage(), arguments, out, err);
  }
}
