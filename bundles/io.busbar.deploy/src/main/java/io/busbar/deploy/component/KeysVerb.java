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
@Component(service = Verb.class)
public final class KeysVerb extends KeyTask {
  /** Called by DS. */
  @Activate
  public KeysVerb(@Reference BusClock clock) {
    super("keys", KeysTask.USAGE, clock);
  }

  @Override
  void run(Instant now, List<String> arguments, PrintStream out) throws Refused, IOException, GeneralSecurityException {
    new KeysTask(now).run(arguments, out);
  }
}
