package io.busbar.deploy.component;

import io.busbar.api.cli.Verb;
import io.busbar.api.time.BusClock;
import io.busbar.deploy.keys.SignTask;
import io.busbar.deploy.manifest.Refused;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code busbar sign}. */
@Component(service = Verb.class)
public final class SignVerb extends KeyTask {
  private final BundleContext context;

  /** Called by DS. */
  @Activate
  public SignVerb(BundleContext context, @Reference BusClock clock) {
    super("sign", SignTask.USAGE, clock);
    this.context = context;
  }

  @Override
  void run(Instant now, List<String> arguments, PrintStream out) throws Refused, IOException, GeneralSecurityException {
    Path home = Path.of(Objects.requireNonNullElse(context.getProperty(HOME_PROPERTY), "."));
    String release = Objects.requireNonNullElse(context.getProperty("busbar.version"), "unpackaged");
    new SignTask(now, home, release).run(arguments, out);
  }
}
