package io.busbar.shell.dictionary;

import io.busbar.api.cli.Verb;
import io.busbar.api.template.TemplateLoader;
import io.busbar.shell.words.Task;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** {@code busbar dictionary}. */
@Component
public final class DictionaryVerb implements Verb {
  private final Collection<TemplateLoader> loaders = new CopyOnWriteArrayList<>();
  private final DictionaryTask task;

  /** Called by DS. */
  @Activate
  public DictionaryVerb() {
    task = new DictionaryTask(loaders);
  }

  @Reference(cardinality = ReferenceCardinality.AT_LEAST_ONE, policy = ReferencePolicy.DYNAMIC)
  void addLoader(TemplateLoader loader) {
    loaders.add(loader);
  }

  void removeLoader(TemplateLoader loader) {
    loaders.remove(loader);
  }

  @Override
  public String name() {
    return "dictionary";
  }

  @Override
  public String usage() {
    return DictionaryTask.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    return Task.carryOut(task, name(), usage(), arguments, out, err);
  }
}
