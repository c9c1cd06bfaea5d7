package io.busbar.shell;

import io.busbar.api.cli.Verb;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Hands the verbs that bundles register to the {@link VerbRunner}, once the launcher says that all bundles are started. */
@Component(service = {}, immediate = true)
public final class VerbRunnerComponent {

  /** A verb whose services do not come up in this time will not come up at all. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final VerbRunner runner;

  /**
   * Called by DS.
   *
   * @param ending the launcher's service that ends the program
   */
  @Activate
  public VerbRunnerComponent(
      BundleContext context, @Reference(target = "(&(busbar.ending=true)(busbar.started=true))") ObjIntConsumer<String> ending) {
    String verb = Objects.requireNonNullElse(context.getProperty(Verb.VERB_PROPERTY), "");
    Duration patience = Boolean.parseBoolean(context.getProperty("busbar.server")) ? Duration.ZERO : PATIENCE;
    runner = new VerbRunner(verb, split(context.getProperty(Verb.ARGUMENTS_PROPERTY)), ending, console(), patience);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addVerb(Verb verb) {
    runner.offer(verb);
  }

  void removeVerb(Verb verb) {
    // a verb that is running is ended by its own bundle
  }

  @Deactivate
  void deactivate() {
    runner.close();
  }

  static List<String> split(@Nullable String arguments) {
    return arguments == null || arguments.isEmpty() ? List.of() : List.of(arguments.split("\u001f", -1));
  }

  @SuppressWarnings("checkstyle:RegexpSinglelineJava") // the one place where verbs meet the terminal
  private static VerbRunner.Console console() {
    return new VerbRunner.Console(System.out, System.err);
  }
}
