package io.busbar.sim.server;

import io.busbar.api.time.BusClock;
import io.busbar.sim.codec.ModbusReply;
import io.busbar.sim.codec.ModbusRequest;
import io.busbar.sim.fault.CommFault;
import io.busbar.sim.log.LogRecord;
import io.busbar.sim.log.Outcome;
import io.busbar.sim.log.ReplyLog;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The units that share a line. Any number of connections may ask at once. */
public final class SimLine {
  private final Map<Integer, SimUnit> units = new HashMap<>();
  private final BusClock clock;
  private final ReplyLog log;
  private final AtomicLong served = new AtomicLong();
  private volatile boolean serving = true;
  private volatile boolean halted;

  /**
   * A line.
   *
   * @param clock where wall time comes from
   * @param log    where every reply is written down
   */
  public SimLine(List<SimUnit> units, BusClock clock, ReplyLog log) {
    this.clock = clock;
    this.log = log;
    for (SimUnit unit : units) {
      if (this.units.put(unit.unit(), unit) != null) {
        throw new IllegalArgumentException("unit " + unit.unit() + " stands twice on one line");
      }
    }
  }

  /** Stops or resumes answering, for all units at once. */
  public void serving(boolean on) {
    serving = on;
  }

  /** While halted, requests no longer move the devices on in time. */
  public void halt() {
    halted = true;
  }

  /** Replies sent so far. */
  public long served() {
    return served.get();
  }

  /** What a request leads to; null when nobody answers. */
  @Nullable Answer ask(int unitId, byte[] pdu, int offset, int length) {
    SimUnit unit = units.get(unitId);
    if (unit == null || !serving) {
      return null;
    }
    long now = clock.wallNs();
    ModbusRequest request = ModbusRequest.decode(pdu, offset, length);
    synchronized (unit) {
      CommFault fault = unit.faults().next();
      return switch (fault.kind()) {
        case SILENT -> null;
        case EXCEPTION -> new Answer(unit, request, ModbusReply.refusal(request.function(), fault.value()), Outcome.SERVED, 0, now);
        case NONE -> new Answer(unit, request, execute(unit, request, now), Outcome.SERVED, 0, now);
        case LATE -> new Answer(unit, request, execute(unit, request, now), Outcome.LATE, fault.value(), now);
        case GARBLED -> new Answer(unit, request, execute(unit, request, now), Outcome.GARBLED, 0, now);
      };
    }
  }

  private ModbusReply execute(SimUnit unit, ModbusRequest request, long now) {
    if (!halted) {
      unit.device().advance(now);
    }
    return ModbusReply.answer(request, unit.device().registers());
  }

  /** Sends a reply and writes down what became of it. */
  void send(Answer answer, byte[] frame, Sender sender) {
    Outcome outcome = answer.outcome();
    try {
      sender.send(frame);
      served.incrementAndGet();
    } catch (IOException gone) {
      outcome = Outcome.UNDELIVERED;
    }
    ModbusRequest request = answer.request();
    byte[] data = request.isWrite() ? request.values() : answer.reply().data();
    log.append(new LogRecord.Reply(answer.unit().number(), answer.requestedAt(), clock.wallNs(), outcome,
        request.function(), request.start(), request.count(), answer.reply().exception(), data));
  }

  /** Puts bytes on the line. */
  interface Sender {
    void send(byte[] frame) throws IOException;
  }

  /**
   * A reply on its way.
   *
   * @param delayMs     milliseconds to hold it back
   * @param requestedAt Unix nanoseconds at which the request was complete
   */
  record Answer(SimUnit unit, ModbusRequest request, ModbusReply reply, Outcome outcome, int delayMs, long requestedAt) {
  }
}
