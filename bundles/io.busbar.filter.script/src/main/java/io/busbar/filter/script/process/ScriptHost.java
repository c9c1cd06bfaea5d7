package io.busbar.filter.script.process;

import io.busbar.api.time.BusClock;
import io.busbar.filter.script.codec.Reply;
import io.busbar.filter.script.codec.Requests;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One Python process for a set of scripts, started when it is needed and again after it has died. Thread-safe. */
public final class ScriptHost {
  /** Calls that wait to be written at most. */
  static final int QUEUE = 1_024;

  private static final long LOOK_MS = 250;
  private static final long START_LIMIT_NS = 30_000_000_000L;
  private static final long LEAST_PAUSE_NS = 1_000_000_000L;
  private static final long MOST_PAUSE_NS = 60_000_000_000L;
  private static final long JOIN_MS = 3_000;
  private static final Logger LOG = System.getLogger(ScriptHost.class.getName());

  private final String name;
  private final Interpreter.Limits limits;
  private final BusClock clock;
  private final long idleNs;
  private final BlockingQueue<ScriptCall> queue = new ArrayBlockingQueue<>(QUEUE);
  private final ConcurrentLinkedDeque<ScriptCall> underWay = new ConcurrentLinkedDeque<>();
  /** Scripts that the present process has loaded. */
  private final ProgramTable loaded = new ProgramTable();
  /** All scripts that are in use. */
  private final ProgramTable programs = new ProgramTable();
  private final AtomicLong refused = new AtomicLong();
  private final Thread writer;
  private volatile @Nullable Interpreter current;
  private volatile @Nullable Thread reader;
  private volatile boolean ready;
  private volatile boolean closed;
  private volatile long busySinceNs;
  private volatile long lastCallNs;
  private volatile String trouble = "";
  private volatile String sandbox = "";
  private volatile int starts;
  private int deaths;
  private long nextStartNs = Long.MIN_VALUE;

  /**
   * A host whose process is not started yet.
   *
   * @param name of the set, for people
   * @param idleNs how long its process may have nothing to do before it ends, ns
   */
  ScriptHost(String name, Interpreter.Limits limits, BusClock clock, long idleNs) {
    this.idleNs = idleNs;
    this.name = name;
    this.limits = limits;
    this.clock = clock;
    lastCallNs = clock.monotonicNs();
    writer = new Thread(this::write, "busbar script " + name);
    writer.setDaemon(true);
    writer.start();
  }

  /** Hands a call over; false if too many wait. Never blocks. */
  public boolean offer(ScriptCall call) {
    if (closed || !queue.offer(call)) {
      refused.incrementAndGet();
      return false;
    }
    return true;
  }

  /** A script that will be called; it is loaded at once. */
  ScriptCall add(Program program) {
    programs.add(program);
    ScriptCall loading = ScriptCall.loading(program);
    if (!offer(loading)) {
      loading.end(new Outcome.Broken("too many calls wait"));
    }
    return loading;
  }

  private void write() {
    while (!closed) {
      try {
        ScriptCall call = queue.poll(LOOK_MS, TimeUnit.MILLISECONDS);
        if (call != null) {
          lastCallNs = clock.monotonicNs();
          handOver(call);
        } else if (current != null && underWay.isEmpty()) {
          tidy();
        }
      } catch (InterruptedException ended) {
        return;
      } catch (RuntimeException failure) {
        LOG.log(Level.ERROR, "scripts " + name + ": the thread that hands calls over failed and goes on", failure);
      }
    }
  }

  private synchronized void handOver(ScriptCall call) {
    Program program = call.program();
    long now = clock.monotonicNs();
    if (program.isQuarantined(now)) {
      giveUp(call, program.name() + " is in quarantine");
      return;
    }
    Interpreter interpreter = started(now);
    if (interpreter == null) {
      giveUp(call, trouble);
      return;
    }
    try {
      if (loaded.add(program)) {
        if (call.readings() != null) {
          send(interpreter, ScriptCall.loading(program));
        }
        send(interpreter, call);
      } else if (call.readings() == null) {
        call.end(new Outcome.Broken(program.mistake()));
      } else {
        send(interpreter, call);
      }
      if (queue.isEmpty()) {
        interpreter.flush();
      }
    } catch (IOException broken) {
      interpreter.kill("its pipe broke: " + broken.getMessage());
    }
  }

  private void send(Interpreter interpreter, ScriptCall call) throws IOException {
    if (underWay.isEmpty()) {
      busySinceNs = clock.monotonicNs();
    }
    underWay.add(call);
    interpreter.send(call.frame());
  }

  private static void giveUp(ScriptCall call, String why) {
    if (call.readings() != null) {
      call.program().broken();
    }
    call.end(new Outcome.Broken(why));
  }

  private @Nullable Interpreter started(long now) {
    Interpreter running = current;
    if (running != null || closed || now < nextStartNs) {
      return running;
    }
    try {
      ready = false;
      Interpreter started = new Interpreter(limits, now);
      current = started;
      starts++;
      Thread ears = new Thread(() -> read(started), "busbar script replies " + name);
      ears.setDaemon(true);
      reader = ears;
      ears.start();
      return started;
    } catch (IOException missing) {
      trouble("scripts cannot run: " + missing.getMessage() + ". Install Python 3 (apt-get install python3); it is tried again each minute.");
      nextStartNs = now + MOST_PAUSE_NS;
      return null;
    }
  }

  private void read(Interpreter interpreter) {
    for (Reply reply = interpreter.read(); reply != null; reply = interpreter.read()) {
      take(interpreter, reply);
    }
    died(interpreter);
  }

  private void take(Interpreter interpreter, Reply reply) {
    busySinceNs = clock.monotonicNs();
    if (reply instanceof Reply.Ready said) {
      ready = true;
      trouble("");
      if (!said.text().equals(sandbox)) {
        sandbox = said.text();
        LOG.log(Level.INFO, "scripts {0}: {1}", name, Sandbox.text(sandbox));
      }
      return;
    }
    if (reply instanceof Reply.Said said) {
      Program speaker = programs.get(said.program());
      if (speaker != null) {
        speaker.said(said.text());
      }
      return;
    }
    ScriptCall first = underWay.poll();
    if (first == null || !Answers.end(first, reply, clock)) {
      interpreter.kill("it answered what nobody had asked");
    } else if (reply instanceof Reply.Ended) {
      deaths(0);
    }
  }

  private synchronized void deaths(int count) {
    deaths = count;
  }

  private synchronized void died(Interpreter interpreter) {
    String how = interpreter.end();
    if (current != interpreter || closed) {
      return;
    }
    current = null;
    ready = false;
    loaded.clear();
    deaths++;
    long now = clock.monotonicNs();
    long pause = Math.min(MOST_PAUSE_NS, LEAST_PAUSE_NS << Math.min(6, deaths - 1));
    nextStartNs = now + pause;
    ScriptCall culprit = underWay.poll();
    if (culprit != null) {
      Program program = culprit.program();
      String why = program.name() + ": " + how;
      if (program.died(why, clock.wallNs(), now)) {
        LOG.log(Level.WARNING, "{0}; it has ended its process {1} times and rests for 10 min. Mend it; a changed script is tried at once.", why,
            Program.MOST_DEATHS);
      }
      trouble(why + ". Python is started again after " + pause / 1_000_000_000 + " s.");
      giveUp(culprit, why);
    } else {
      trouble("Python died: " + how + ". It is started again after " + pause / 1_000_000_000 + " s.");
    }
    for (ScriptCall call = underWay.poll(); call != null; call = underWay.poll()) {
      giveUp(call, "the process was lost under another script: " + how);
    }
  }

  /** Ends a process that has had nothing to do for long, and has it forget scripts that nobody uses any more. */
  private synchronized void tidy() {
    Interpreter running = current;
    if (running == null || !ready || !underWay.isEmpty()) {
      return;
    }
    if (clock.monotonicNs() - lastCallNs > idleNs) {
      current = null;
      ready = false;
      loaded.clear();
      running.kill("nobody needs it");
      return;
    }
    try {
      for (int unused : loaded.unused()) {
        running.send(Requests.unload(unused));
      }
      running.flush();
    } catch (IOException broken) {
      running.kill("its pipe broke: " + broken.getMessage());
    }
  }

  private void trouble(String what) {
    if (!what.isEmpty() && trouble.isEmpty()) {
      LOG.log(Level.WARNING, "scripts {0}: {1}", name, what);
    }
    trouble = what;
  }

  /** Kills a process that takes too long. Supervisor's thread; never blocks. */
  void tick(long nowNs) {
    Interpreter running = current;
    if (running == null) {
      return;
    }
    if (!ready) {
      if (nowNs - running.startedNs() > START_LIMIT_NS) {
        running.kill("it did not start in " + START_LIMIT_NS / 1_000_000_000 + " s");
      }
      return;
    }
    ScriptCall first = underWay.peek();
    if (first != null && nowNs - busySinceNs > first.program().limitNs()) {
      running.kill("one call took longer than " + first.program().limitNs() / 1_000_000 + " ms and was stopped. Make the script faster, or "
          + "write limit=… in the stage");
    }
  }

  /** Whether no script in use is left. */
  boolean isUnused() {
    return programs.inUse().isEmpty() && queue.isEmpty() && underWay.isEmpty();
  }

  /** Scripts in use. */
  List<Program> programs() {
    return programs.inUse();
  }

  String name() {
    return name;
  }

  /** Why no process runs, for people; empty while one does. */
  public String trouble() {
    return trouble;
  }

  String sandbox() {
    return sandbox;
  }

  String counts() {
    return starts + " starts, " + queue.size() + " calls wait, " + refused.get() + " refused";
  }

  /** Ends the process and the threads. */
  void close() {
    closed = true;
    writer.interrupt();
    Interpreter running = current;
    if (running != null) {
      running.kill("it is not needed any more");
    }
    join(writer);
    join(reader);
    queue.drainTo(underWay);
    for (ScriptCall call = underWay.poll(); call != null; call = underWay.poll()) {
      giveUp(call, "the script filter stops");
    }
  }

  private static void join(@Nullable Thread thread) {
    if (thread != null && thread != Thread.currentThread()) {
      try {
        thread.join(JOIN_MS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
