package io.busbar.benchmarks.engine;

import io.busbar.api.filter.FilterFactory;
import io.busbar.api.journal.SampleJournal;
import io.busbar.api.model.ModelControl.Plan;
import io.busbar.api.template.TemplateLoader.Loaded;
import io.busbar.benchmarks.FloodDriver;
import io.busbar.benchmarks.PreciseClock;
import io.busbar.engine.acquisition.ChannelServices;
import io.busbar.engine.agent.Crew;
import io.busbar.engine.core.Engine;
import io.busbar.engine.site.SiteFolder;
import io.busbar.template.yaml.YamlTemplateLoader;
import io.busbar.testkit.NoLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** An engine with its own threads over a site folder in a temporary place, fed by the driver in the process. */
final class RunningSite implements AutoCloseable {
  final FloodDriver driver = new FloodDriver();
  final Engine engine;
  final Path folder;

  /** An engine without model. */
  RunningSite(SampleJournal journal) throws Exception {
    folder = Files.createTempDirectory("busbar-site");
    engine = new Engine(new ChannelServices(new NoLines(), new PreciseClock(), System::nanoTime, journal), Crew.threads(), Runnable::run);
    driver.rate(-1);
    engine.model().add(driver);
    for (FilterFactory filter : Filters.all().values()) {
      engine.model().add(filter);
    }
  }

  /** How long the steps of a change took, ns. */
  record Steps(long files, long plan, long apply) {
    double totalMs() {
      return (files + plan + apply) / 1e6;
    }
  }

  /** Loads the folder, plans and applies. */
  Steps change() {
    long start = System.nanoTime();
    Loaded loaded = new YamlTemplateLoader().load(new SiteFolder(folder));
    if (loaded.model() == null) {
      throw new IllegalStateException("refused: " + loaded.problems());
    }
    long parsed = System.nanoTime();
    Plan plan = engine.model().plan(loaded.model());
    long planned = System.nanoTime();
    if (!plan.isApplicable() || !engine.model().apply(plan).isEmpty()) {
      throw new IllegalStateException("refused: " + plan.problems());
    }
    return new Steps(parsed - start, planned - parsed, System.nanoTime() - planned);
  }

  long counter(String name) {
    return engine.view().counters().stream().filter(counter -> counter.name().equals(name)).findFirst().orElseThrow().value();
  }

  @Override
  public void close() throws Exception {
    driver.rate(-1);
    engine.close();
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }
}
