package io.busbar.deploy.component;

import io.busbar.api.cli.Verb;
import io.busbar.api.time.BusClock;
import io.busbar.deploy.keys.KeysTask;
import io.busbar.deploy.manifest.Refused;
import java.io.IOException;
import java.io.PrintStream;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code busbar keys}. */
@Component
public final class KeysVerb implements Verb {
  private static final int DONE = 0;
  private static final int NOT_DONE = 3;
  private static final long MS = 1_000_000;

  private final BusClock clock;

  /** Called by DS. */
  @Activate
  public KeysVerb(@Reference BusClock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "keys";
  }

  @Override
  public String usage() {
    return KeysTask.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.isEmpty() || arguments.contains("--help")) {
      out.print(usage());
      return DONE;
    }
    try {
      new KeysTask(Instant.ofEpochMilli(clock.wallNs() / MS)).run(arguments, out);
      return DONE;
    } catch (Refused e) {
      err.println("busbar keys: " + e.reason());
    } catch (java.nio.file.NoSuchFileException e) {
      err.println("busbar keys: there is no " + e.getFile() + ".");
    } catch (IOException | GeneralSecurityException e) {
      err.println("busbar keys: " + e);
    }
    return NOT_DONE;
  }
}
