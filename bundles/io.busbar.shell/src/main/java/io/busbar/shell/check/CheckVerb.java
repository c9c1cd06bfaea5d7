package io.busbar.shell.check;

import io.busbar.api.cli.Verb;
import io.busbar.api.driver.DriverFactory;
import io.busbar.api.model.SiteCheck;
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

/** {@code busbar check}. */
@Component
public final class CheckVerb implements Verb {
  private final Collection<TemplateLoader> loaders = new CopyOnWriteArrayList<>();
  private final Collection<DriverFactory> drivers = new CopyOnWriteArrayList<>();
  private final CheckTask task;

  /** Called by DS. */
  @Activate
  public CheckVerb(@Reference SiteCheck check) {
    task = new CheckTask(loaders, check, drivers);
  }

  @Reference(cardinality = ReferenceCardinality.AT_LEAST_ONE, policy = ReferencePolicy.DYNAMIC)
  void addLoader(TemplateLoader loader) {
    loaders.add(loader);
  }

  void removeLoader(TemplateLoader loader) {
    loaders.remove(loader);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addDriver(DriverFactory driver) {
    drivers.add(driver);
  }

  void removeDriver(DriverFactory driver) {
    drivers.remove(driver);
  }

  @Override
  public String name() {
    return "check";
  }

  @Override
  public String usage() {
    return CheckTask.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    return Task.carryOut(task, name(), usage(), arguments, out, err);
  }
}
