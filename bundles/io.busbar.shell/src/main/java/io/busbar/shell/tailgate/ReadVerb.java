package io.busbar.shell.tailgate;

import io.busbar.api.cli.Verb;
import io.busbar.api.driver.DriverFactory;
import io.busbar.api.line.LineService;
import io.busbar.api.time.RandomSource;
import io.busbar.api.time.SiteClock;
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

/** {@code busbar read}. */
@Component
public final class ReadVerb implements Verb {
  private final Collection<DriverFactory> drivers = new CopyOnWriteArrayList<>();
  private final ReadTask task;

  /** Called by DS. */
  @Activate
  public ReadVerb(@Reference LineService lines, @Reference SiteClock clock, @Reference RandomSource random) {
    task = new ReadTask(drivers, lines, clock, random, new Finder());
  }

  @Reference(cardinality = ReferenceCardinality.AT_LEAST_ONE, policy = ReferencePolicy.DYNAMIC)
  void addDriver(DriverFactory driver) {
    drivers.add(driver);
  }

  void removeDriver(DriverFactory driver) {
    drivers.remove(driver);
  }

  @Override
  public String name() {
    return "read";
  }

  @Override
  public String usage() {
    return ReadTask.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    return Task.carryOut(task, name(), usage(), arguments, out, err);
  }
}
