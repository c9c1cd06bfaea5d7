package io.busbar.filter.script;

import io.busbar.api.data.Kind;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.filter.support.Checked;
import io.busbar.api.filter.support.Operation;
import io.busbar.api.filter.support.Takes;
import io.busbar.api.health.HealthReport;
import io.busbar.api.health.HealthSource;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.model.StageSpec;
import io.busbar.api.time.BusClock;
import io.busbar.filter.script.process.Program;
import io.busbar.filter.script.process.ScriptHosts;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** {@code script(file)}: Python for what is left, out of process. */
@Component(name = "io.busbar.filter.script", service = {FilterFactory.class, HealthSource.class}, property = FilterFactory.NAME + "=script")
@Designate(ocd = ScriptConfig.class)
public final class ScriptFilter extends Operation implements HealthSource, AutoCloseable {
  /** Inputs of one script at most. */
  static final int MOST_INPUTS = 4;
  /** Longest source, characters. */
  static final int MOST_SOURCE = 65_536;

  private static final List<String> GIVES = List.of("same", "number", "whole", "counter", "status", "doublePoint");
  private static final String DEFAULT_PYTHON = "/usr/bin/python3";
  private static final int DEFAULT_MEGABYTES = 160;
  private static final int DEFAULT_SECONDS = 70;

  private final ScriptHosts hosts;
  private final TrialRun trials;

  /** Called by DS. */
  @Activate
  public ScriptFilter(@Reference BusClock clock, ScriptConfig config) {
    this(new ScriptHosts(config.python(), config.memoryMegabytes(), config.processorSeconds(), clock));
  }

  /** A filter with the default configuration, outside any framework. */
  public ScriptFilter(BusClock clock) {
    this(new ScriptHosts(DEFAULT_PYTHON, DEFAULT_MEGABYTES, DEFAULT_SECONDS, clock));
  }

  /** A filter whose scripts run in those processes. */
  ScriptFilter(ScriptHosts hosts) {
    super(Takes.FIXED, 1, MOST_INPUTS, descriptorText());
    this.hosts = hosts;
    trials = new TrialRun(hosts);
  }

  private static Descriptor descriptorText() {
    return new Descriptor("script", "Gives samples to a Python function of the user's",
        "The file is `scripts/FILE` of the site folder, and is loaded, planned, applied and undone with it. Its function "
            + "`process(samples, state, parameters)` gets up to 4 samples of one device and gives back those that go on, at most 8. "
            + "It runs in a process of its own in a sandbox, never in the engine: results come some ms later, with the times of the "
            + "samples that they were made of, in order for each device; how samples are grouped into calls is not defined. Where the "
            + "script fails, takes longer than limit, dies or is not there, the samples go on INVALID processingError (their value as "
            + "it came, or 0 if the kind changes) and health says why; what waits beyond waiting goes on so too. Bad quality is the "
            + "script's to handle: it gets every sample. State: what the script keeps in `state`, and the samples that wait; durable. "
            + "Can drop samples: those that the script does not give back. Put it where few samples come: behind a dead-band, or at "
            + "points that are polled slowly. Statuses that are polled need onChange behind it. The README of io.busbar.filter.script "
            + "has the Python side.",
        "script(swapped_words.py, gives=counter, a=23)",
        List.of(Parameter.optional("file", ParameterType.TEXT, "", "Name of the file in the folder scripts/ of the site."),
            Parameter.choice("gives", false, GIVES, "Kind of the results; same as what comes in by its first input."),
            number("a"), number("b"), number("c"), number("d"),
            new Parameter("parameters", ParameterType.MAP, false, null, "", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, List.of(),
                "More parameters by name, the same for all devices: {ratio: 40, side: left}."),
            Parameter.optional("limit", ParameterType.DURATION, "1s", "How long one call may take before the process is stopped.").in("s")
                .within(0.01, 60),
            Parameter.optional("waiting", ParameterType.INTEGER, "16", "Samples of a device that can wait for the script.").within(4, 64),
            Parameter.optional("stateBytes", ParameterType.INTEGER, "128", "Most bytes of a device's state as JSON.").within(0, 2040),
            Parameter.optional("set", ParameterType.TEXT, "", "Scripts with the same name here share a process; by default each file has its own."),
            Parameter.optional("source", ParameterType.TEXT, "", "The script itself, in place of a file.")));
  }

  private static Parameter number(String name) {
    return new Parameter(name, ParameterType.NUMBER, false, null, "", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, List.of(),
        "A number that the script gets as parameters[\"" + name + "\"], also per device.");
  }

  @Override
  protected StageOutput output(Checked stage) {
    Kind gives = gives(stage.text("gives"), stage.kind());
    Setting source = stage.arguments().setting("source");
    if (source == null || source.text().isEmpty()) {
      stage.error(stage.text("file").isEmpty() ? "file" : "source", "missing-script", stage.text("file").isEmpty()
          ? "which script? Write script(NAME.py); the file is scripts/NAME.py of the site folder."
          : "the loader of this site has not read scripts/" + stage.text("file") + ". Install a newer io.busbar.template.yaml.");
    } else if (source.text().length() > MOST_SOURCE) {
      stage.error("source", "too-long", "the script has more than " + MOST_SOURCE + " characters. Make two of it.");
    } else {
      trials.check(stage, source, program(stage.arguments().setting("parameters"), source, stage.text("file"), gives,
          (int) stage.number("stateBytes"), stage.number("limit")));
    }
    return StageOutput.of(gives);
  }

  /** Scripts on trial have processes of their own: one that hangs is not in the way of others. */
  @Override
  public FilterFactory beside() {
    return new FilterFactory() {
      @Override
      public Descriptor descriptor() {
        return ScriptFilter.this.descriptor();
      }

      @Override
      public StageOutput check(List<Kind> inputs, StageSpec stage, Problems problems) {
        return ScriptFilter.this.check(inputs, stage, problems);
      }

      @Override
      public Filter create(StageContext context) {
        return ScriptFilter.this.create(context, "on trial: ");
      }
    };
  }

  @Override
  public Filter create(StageContext context) {
    return create(context, "");
  }

  private Filter create(StageContext context, String prefix) {
    Setting written = context.setting("source");
    Setting source = written == null ? Setting.of("", SourceLocation.NONE) : written;
    Program program = program(context.setting("parameters"), source, context.text("file"), gives(context.text("gives"), context.inputs().get(0)),
        Integer.parseInt(context.text("stateBytes")), context.number("limit").at(0));
    String set = context.text("set").isEmpty() ? program.name() : context.text("set");
    return new ScriptStage(context, program, hosts.host(prefix + set, program));
  }

  private static Program program(@Nullable Setting parameters, Setting source, String file, Kind gives, int stateBytes, double limit) {
    String name = file.isEmpty() ? source.at().file() + ":" + source.at().line() : "scripts/" + file;
    return new Program(new Program.Text(name, source.text(), Parameters.json(parameters)), gives, stateBytes, (long) (limit * 1e9));
  }

  private static Kind gives(String written, Kind in) {
    return switch (written) {
      case "number" -> Kind.DOUBLE;
      case "whole" -> Kind.INT64;
      case "counter" -> Kind.UINT64;
      case "status" -> Kind.BOOLEAN;
      case "doublePoint" -> Kind.DOUBLE_POINT;
      default -> in;
    };
  }

  @Override
  public List<HealthReport> health() {
    return hosts.health();
  }

  /** Ends all processes. */
  @Override
  @Deactivate
  public void close() {
    hosts.close();
  }
}
