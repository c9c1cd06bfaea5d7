package io.busbar.api.cli;

import java.io.PrintStream;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A verb of the {@code busbar} command that needs the framework; a service. */
@ConsumerType
public interface Verb {
  /** Framework property: the verb that the command line asked for. */
  String VERB_PROPERTY = "busbar.verb";
  /** Framework property: its arguments, joined by U+001F. */
  String ARGUMENTS_PROPERTY = "busbar.args";
  /** Framework property: where the product is installed; with {@code bin/busbar}. */
  String HOME_PROPERTY = "busbar.home";

  /** Name: {@code check}. */
  String name();

  /** Usage for {@code --help}: first line the synopsis, then what it does, options, examples. */
  String usage();

  /**
   * Runs; may block until it is done or the thread is interrupted.
   *
   * @return exit code: 0 done, 1 done and what was asked about is not well, 2 wrong usage, 3 could not be done
   */
  int run(List<String> arguments, PrintStream out, PrintStream err);
}
