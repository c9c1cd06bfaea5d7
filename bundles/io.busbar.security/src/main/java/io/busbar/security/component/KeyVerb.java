package io.busbar.security.component;

import io.busbar.api.cli.Verb;
import io.busbar.api.time.BusClock;
import io.busbar.api.time.RandomSource;
import io.busbar.security.keys.KeyDesk;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code busbar key}. */
@Component
public final class KeyVerb implements Verb {
  private static final int DONE = 0;
  private static final int WRONG_USAGE = 2;
  private static final int NOT_DONE = 3;

  private final KeyDesk desk;

  /** Called by DS. */
  @Activate
  public KeyVerb(@Reference BusClock clock, @Reference RandomSource random) {
    desk = new KeyDesk(clock, random);
  }

  @Override
  public String name() {
    return "key";
  }

  @Override
  public String usage() {
    return KeyDesk.USAGE;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    try {
      if (desk.carryOut(arguments, out)) {
        return DONE;
      }
      err.println(KeyDesk.USAGE);
      return WRONG_USAGE;
    } catch (IOException | IllegalArgumentException e) {
      err.println("busbar key: " + e.getMessage());
      return NOT_DONE;
    }
  }
}
