package io.busbar.deploy.component;

import io.busbar.api.cli.Verb;
import io.busbar.api.time.BusClock;
import io.busbar.deploy.manifest.Refused;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;

/** A verb that works with key files: what it cannot do is one line. */
abstract class KeyTask implements Verb {
  private static final int DONE = 0;
  private static final int NOT_DONE = 3;
  private static final long MS = 1_000_000;

  private final String name;
  private final String usage;
  private final BusClock clock;

  KeyTask(String name, String usage, BusClock clock) {
    this.name = name;
    this.usage = usage;
    this.clock = clock;
  }

  /** Does it. */
  abstract void run(Instant now, List<String> arguments, PrintStream out) throws Refused, IOException, GeneralSecurityException;

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String usage() {
    return usage;
  }

  @Override
  public final int run(List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.isEmpty() || arguments.contains("--help")) {
      out.print(usage);
      return DONE;
    }
    try {
      run(Instant.ofEpochMilli(clock.wallNs() / MS), arguments, out);
      return DONE;
    } catch (Refused e) {
      err.println("busbar " + name + ": " + e.reason());
    } catch (NoSuchFileException e) {
      err.println("busbar " + name + ": there is no " + e.getFile() + ".");
    } catch (IOException | GeneralSecurityException e) {
      err.println("busbar " + name + ": " + e);
    }
    return NOT_DONE;
  }
}
