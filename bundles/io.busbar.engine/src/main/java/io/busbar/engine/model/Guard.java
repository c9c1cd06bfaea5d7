package io.busbar.engine.model;

import io.busbar.api.model.Problems;
import io.busbar.api.model.SourceLocation;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;

/** Asks a driver or a filter about a model: one that throws is a problem of the model's, at its place, and nothing else stops. */
final class Guard {
  private static final Logger LOG = System.getLogger(Guard.class.getName());

  private Guard() {}

  /**
   * What comes of a question.
   *
   * @param who is asked, for people: {@code filter "expr"}
   * @param otherwise what is taken if it throws
   */
  static <T> T ask(String who, SourceLocation at, Problems problems, T otherwise, Supplier<T> question) {
    try {
      return question.get();
    } catch (RuntimeException fault) {
      LOG.log(Level.ERROR, who + " fails where it checks a model", fault);
      problems.error(at, "bundle-fault", who + " fails where it checks this (" + fault + "). Write it otherwise, or install another "
          + "version of its bundle.");
      return otherwise;
    }
  }

  /** The same for a question without an answer. */
  static void tell(String who, SourceLocation at, Problems problems, Runnable question) {
    boolean unused = ask(who, at, problems, false, () -> {
      question.run();
      return true;
    });
  }
}
