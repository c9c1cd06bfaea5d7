package io.busbar.filter.script;

import io.busbar.api.filter.support.Checked;
import io.busbar.api.model.Setting;
import io.busbar.api.model.SourceLocation;
import io.busbar.filter.script.process.Program;
import io.busbar.filter.script.process.ScriptCall;
import io.busbar.filter.script.process.ScriptHosts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Loads a script once before it is used, in the same sandbox, so that its mistakes are told when the site is checked. Thread-safe. */
final class TrialRun {
  private static final long LIMIT_MS = 15_000;
  private static final long LOOK_MS = 5;
  private static final int REMEMBERED = 64;
  private static final Pattern PLACED = Pattern.compile("^(.+?):(\\d+) (.*)$", Pattern.DOTALL);

  private final ScriptHosts hosts;
  private final Map<String, Verdict> verdicts = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Verdict> eldest) {
      return size() > REMEMBERED;
    }
  };

  TrialRun(ScriptHosts hosts) {
    this.hosts = hosts;
  }

  /**
   * What came of it.
   *
   * @param mistake of the script, with its place; empty if there is none
   * @param untried why it could not be tried; empty if it could
   */
  private record Verdict(String mistake, String untried) {}

  /** Reports what is wrong with a script. Blocks until Python has looked at it. */
  void check(Checked stage, Setting source, Program program) {
    Verdict verdict = verdict(program, source.text());
    if (!verdict.mistake().isEmpty()) {
      Matcher placed = PLACED.matcher(verdict.mistake());
      boolean inFile = placed.matches() && !stage.text("file").isEmpty();
      SourceLocation at = inFile ? new SourceLocation(placed.group(1), Integer.parseInt(placed.group(2)), 0) : stage.at("source");
      stage.problems().error(at, "bad-script", "script: " + (inFile ? placed.group(3) : verdict.mistake()));
    } else if (!verdict.untried().isEmpty()) {
      stage.problems().warning(stage.spec().at(), "untried-script", "script: " + program.name() + " could not be tried: " + verdict.untried());
    }
  }

  private synchronized Verdict verdict(Program program, String source) {
    String key = program.name() + "\n" + source;
    Verdict known = verdicts.get(key);
    if (known != null) {
      return known;
    }
    Verdict found = tried(program);
    if (found.untried().isEmpty()) {
      verdicts.put(key, found);
    }
    return found;
  }

  private Verdict tried(Program program) {
    ScriptHosts.Trial trial = hosts.trial(program);
    ScriptCall loading = trial.loading();
    try {
      for (long waited = 0; waited < LIMIT_MS && loading.outcome() == null; waited += LOOK_MS) {
        Thread.sleep(LOOK_MS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!program.mistake().isEmpty()) {
      return new Verdict(program.mistake(), "");
    }
    return new Verdict("", program.isLoaded() ? "" : loading.outcome() == null ? "Python has not answered" : trial.host().trouble());
  }
}
