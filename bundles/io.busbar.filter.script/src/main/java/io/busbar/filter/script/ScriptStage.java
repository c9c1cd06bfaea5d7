package io.busbar.filter.script;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageContext.DoubleParameter;
import io.busbar.api.filter.StageContext.InputView;
import io.busbar.api.filter.support.HeldRing;
import io.busbar.api.filter.support.HeldSample;
import io.busbar.filter.script.codec.Readings;
import io.busbar.filter.script.codec.Requests;
import io.busbar.filter.script.codec.Results;
import io.busbar.filter.script.process.Outcome;
import io.busbar.filter.script.process.Program;
import io.busbar.filter.script.process.ScriptCall;
import io.busbar.filter.script.process.ScriptHost;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One stage with a script. Samples wait in durable rings, one for each input; a row has at most one call under way, whose outcome
 * its timer looks for. Shard's thread only; never waits.
 */
final class ScriptStage implements Filter {
  private static final long FIRST_LOOK_NS = 1_000_000;
  private static final long LAST_LOOK_NS = 16_000_000;
  private static final String[] NUMBERS = {"a", "b", "c", "d"};

  private final StageContext context;
  private final Program program;
  private final ScriptHost host;
  private final Kind[] kinds;
  private final InputView[] inputs;
  private final HeldRing[] rings;
  private final DoubleParameter[] numbers = new DoubleParameter[Requests.NUMBERS];
  private final StateBytes state;
  private final SampleBatch one = new SampleBatch(1);
  private @Nullable ScriptCall[] underWay = new @Nullable ScriptCall[8];
  private long[] due = new long[8];
  private int[] looks = new int[8];

  ScriptStage(StageContext context, Program program, ScriptHost host) {
    this.context = context;
    this.program = program;
    this.host = host;
    kinds = context.inputs().toArray(new Kind[0]);
    inputs = new InputView[kinds.length];
    rings = new HeldRing[kinds.length];
    int waiting = Integer.parseInt(context.text("waiting"));
    for (int i = 0; i < kinds.length; i++) {
      rings[i] = new HeldRing(context, "waiting" + i + ".", waiting);
      if (kinds.length > 1) {
        inputs[i] = context.input(i);
      }
    }
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = context.number(NUMBERS[i]);
    }
    state = new StateBytes(context, program.stateBytes());
  }

  @Override
  public int maxOutputs() {
    return Results.MOST;
  }

  @Override
  public void process(int input, SampleBatch in, SampleBatch out) {
    for (int i = 0; i < in.size(); i++) {
      int row = in.point[i];
      room(row);
      if (rings[0].isFull(row)) {
        underWay[row] = null;
        program.overtaken();
        release(row, out);
      }
      keep(row, in, i);
      if (underWay[row] == null) {
        call(row);
        looks[row] = 0;
      }
      lookAt(row, FIRST_LOOK_NS);
    }
  }

  private void room(int row) {
    if (row >= underWay.length) {
      int capacity = Math.max(row + 1, underWay.length * 2);
      underWay = Arrays.copyOf(underWay, capacity);
      due = Arrays.copyOf(due, capacity);
      looks = Arrays.copyOf(looks, capacity);
    }
  }

  private void keep(int row, SampleBatch in, int i) {
    if (kinds.length == 1) {
      rings[0].add(row, in, i);
      return;
    }
    for (int input = 0; input < kinds.length; input++) {
      one.clear();
      one.addRow(in, i);
      one.bits[0] = inputs[input].bits(row);
      one.quality[0] = inputs[input].quality(row);
      rings[input].add(row, one, 0);
    }
  }

  /** Makes sure that the row is looked at until then. */
  private void lookAt(int row, long delayNs) {
    long now = context.nowNs();
    if (due[row] <= now || due[row] > now + delayNs) {
      due[row] = now + delayNs;
      context.schedule(row, due[row]);
    }
  }

  private void call(int row) {
    Readings readings = new Readings(kinds);
    int count = Math.min(Readings.MOST, rings[0].size(row));
    for (int i = 0; i < count; i++) {
      HeldSample sample = rings[0].at(row, i);
      one.clear();
      sample.addTo(one, row);
      int at = readings.add();
      readings.sourceTime[at] = one.sourceTime[0];
      readings.timeQuality[at] = one.timeQuality[0];
      readings.gatewayTime[at] = one.gatewayTime[0];
      readings.cause[at] = one.cause[0];
      readings.nativeCode[at] = one.nativeCode[0];
      for (int input = 0; input < kinds.length; input++) {
        readings.bits[at * kinds.length + input] = rings[input].at(row, i).bits(row);
        readings.quality[at * kinds.length + input] = rings[input].at(row, i).quality(row);
      }
    }
    double[] own = new double[numbers.length];
    for (int i = 0; i < own.length; i++) {
      own[i] = numbers[i].at(row);
    }
    ScriptCall call = ScriptCall.of(program, readings, state.get(row), own);
    underWay[row] = host.offer(call) ? call : null;
  }

  @Override
  public void onTimer(int row, long nowNs, SampleBatch out) {
    room(row);
    due[row] = Long.MIN_VALUE;
    if (rings[0].size(row) == 0) {
      underWay[row] = null;
      return;
    }
    ScriptCall call = underWay[row];
    Readings handed = call == null || !isOf(row, call) ? null : call.readings();
    Outcome outcome = call == null ? null : call.outcome();
    if (handed != null && outcome == null) {
      looks[row] = Math.min(looks[row] + 1, 8);
      lookAt(row, Math.min(LAST_LOOK_NS, FIRST_LOOK_NS << looks[row]));
      return;
    }
    underWay[row] = null;
    looks[row] = 0;
    if (handed != null && outcome instanceof Outcome.Done done && isPossible(done.results(), handed)) {
      give(row, done.results(), handed.count(), out);
      state.set(row, done.results().state);
      forget(row, handed.count());
    } else if (handed != null) {
      for (int i = 0; i < handed.count(); i++) {
        release(row, out);
      }
    }
    if (rings[0].size(row) > 0) {
      call(row);
      lookAt(row, FIRST_LOOK_NS);
    }
  }

  /** Whether a call was made of what waits now: the row may have got another device meanwhile. */
  private boolean isOf(int row, ScriptCall call) {
    Readings handed = call.readings();
    HeldSample first = rings[0].at(row, 0);
    return handed != null && handed.count() <= rings[0].size(row)
        && handed.startsWith(first.bits(row), first.quality(row), first.sourceTime(row), first.gatewayTime(row));
  }

  private static boolean isPossible(Results results, Readings handed) {
    for (int from : results.from) {
      if (from >= handed.count()) {
        return false;
      }
    }
    return true;
  }

  private void give(int row, Results results, int count, SampleBatch out) {
    int used = 0;
    for (int i = 0; i < results.count(); i++) {
      int o = rings[0].at(row, results.from[i]).addTo(out, row);
      out.bits[o] = results.bits[i];
      out.quality[o] = results.quality[i];
      out.sourceTime[o] = results.sourceTime[i];
      if (results.restamped[i]) {
        out.timeQuality[o] |= TimeQuality.CORRECTED;
      }
      used |= 1 << results.from[i];
    }
    for (int i = Integer.bitCount(used); i < count; i++) {
      context.dropped();
    }
  }

  /** The oldest goes on as the script would have had it, marked. */
  private void release(int row, SampleBatch out) {
    int o = rings[0].at(row, 0).addTo(out, row);
    if (program.gives() != kinds[0]) {
      out.bits[o] = 0;
    }
    for (int input = 1; input < kinds.length; input++) {
      out.quality[o] = Quality.worst(out.quality[o], rings[input].at(row, 0).quality(row));
    }
    out.quality[o] = Quality.invalid(out.quality[o], Quality.PROCESSING_ERROR);
    forget(row, 1);
  }

  private void forget(int row, int count) {
    for (HeldRing ring : rings) {
      for (int i = 0; i < count; i++) {
        ring.removeFirst(row);
      }
    }
  }

  @Override
  public void onRestore(int row, long nowNs) {
    room(row);
    if (rings[0].size(row) > 0) {
      lookAt(row, FIRST_LOOK_NS);
    }
  }
}
