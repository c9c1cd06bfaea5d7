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
@Component
public final class SignVerb implements Verb {
  private static final int DONE = 0;
  private static final int NOT_DONE = 3;
  private static final long MS = 1_000_000;

  private final BusClock clock;
  private final BundleContext context;

  /** Called by DS. */
  @Activate
  public SignVerb(BundleContext context, @Reference BusClock clock) {
    this.context = context;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "sign";
  }

  @Override
  public String usage() {
    return SignTask.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.isEmpty() || arguments.contains("--help")) {
      out.print(usage());
      return DONE;
    }
    try {
      Path home = Path.of(Objects.requireNonNullElse(context.getProperty(HOME_PROPERTY), "."));
      String release = Objects.requireNonNullElse(context.getProperty("busbar.version"), "unpackaged");
      new SignTask(Instant.ofEpochMilli(clock.wallNs() / MS), home, release).run(arguments, out);
      return DONE;
    } catch (Refused e) {
      err.println("busbar sign: " + e.reason());
    } catch (java.nio.file.NoSuchFileException e) {
      err.println("busbar sign: there is no " + e.getFile() + ".");
    } catch (IOException | GeneralSecurityException e) {
      err.println("busbar sign: " + e);
    }
    return NOT_DONE;
  }
}
