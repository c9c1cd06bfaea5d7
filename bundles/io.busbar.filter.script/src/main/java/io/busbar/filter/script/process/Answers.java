package io.busbar.filter.script.process;

import io.busbar.api.time.BusClock;
import io.busbar.filter.script.codec.Reply;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Ends calls by what the interpreter says of them. */
final class Answers {
  private static final Logger LOG = System.getLogger(Answers.class.getName());

  private Answers() {}

  /** Ends a call; false if the reply is not to this call. Reader's thread. */
  static boolean end(ScriptCall call, Reply reply, BusClock clock) {
    Program program = call.program();
    if (reply instanceof Reply.Loaded loading && call.readings() == null && loading.program() == program.number()) {
      String mistake = loading.mistake();
      String text = mistake == null ? "" : place(program, loading.line()) + " " + mistake;
      if (!text.isEmpty() && !text.equals(program.mistake())) {
        LOG.log(Level.WARNING, "{0}", text);
      }
      program.loaded(text);
      call.end(new Outcome.Broken(text));
      return true;
    }
    if (reply instanceof Reply.Ended ended && ended.call() == call.number()) {
      program.succeeded();
      call.end(new Outcome.Done(ended.results()));
      return true;
    }
    if (reply instanceof Reply.Failed failed && failed.call() == call.number()) {
      String why = program.mistake().isEmpty() ? place(program, failed.line()) + " " + failed.mistake() : program.mistake();
      program.succeeded();
      program.failed(why, clock.wallNs());
      call.end(new Outcome.Broken(why));
      return true;
    }
    return false;
  }

  private static String place(Program program, int line) {
    return line == 0 ? program.name() : program.name() + ":" + line;
  }
}
