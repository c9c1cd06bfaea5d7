package io.busbar.demo.stage;

import io.busbar.demo.options.DemoOptions;
import io.busbar.demo.check.Recovery;
import io.busbar.demo.check.Verdict;
import io.busbar.demo.json.JsonWriter;
import io.busbar.sim.radio.RadioCounters;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The report: what was found, under which conditions, and how it was counted. */
final class Report {
  private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

  /** What the checker found. */
  void verdict(Verdict verdict, Verdict.Delays undisturbed, Verdict.Delays all) {
    members.put("ok", verdict.isClean());
    members.put("accepted", verdict.accepted());
    members.put("delivered", verdict.delivered());
    members.put("lost", verdict.lost());
    members.put("duplicated", verdict.duplicated());
    members.put("outOfOrder", verdict.outOfOrder());
    members.put("gaps", verdict.gaps());
    members.put("unexplained", verdict.unexplained());
    members.put("excusedReplies", verdict.excused());
    members.put("unsettledAtKill", verdict.unsettledAtKill());
    members.put("unsettledAtKillWithoutGap", verdict.unreportedAtKill());
    members.put("events", map("generated", verdict.eventsGenerated(), "delivered", verdict.eventsDelivered(),
        "droppedByDevice", verdict.eventsOverflowed()));
    members.put("alarmDelayMs", delays(undisturbed));
    members.put("alarmDelayWithInterruptionsMs", delays(all));
    members.put("lostByPoint", verdict.lostByPoint());
  }

  private static Map<String, @Nullable Object> delays(Verdict.Delays delays) {
    return map("p50", delays.p50(), "p99", delays.p99(), "worst", delays.worst(), "count", delays.count());
  }

  /** What went over the air. */
  void air(RadioCounters up, RadioCounters down, long samples) {
    members.put("bytesOnAir", map("up", up.bytesOnAir(), "down", down.bytesOnAir(),
        "upPayload", up.payloadBytes(), "upHeaders", up.headerBytes(), "downPayload", down.payloadBytes(), "downHeaders", down.headerBytes(),
        "upPackets", up.packets(), "upLost", up.lost(), "downPackets", down.packets(), "downLost", down.lost(),
        "upQueueDropped", up.queueDropped(), "downQueueDropped", down.queueDropped()));
    members.put("bytesPerSample", samples == 0 ? null : (double) up.bytesOnAir() / samples);
    members.put("bytesPerSamplePayload", samples == 0 ? null : (double) up.payloadBytes() / samples);
  }

  /** How long it took to start and to come back. */
  void times(double startMs, @Nullable Recovery outage, @Nullable Recovery crash, double drainMs) {
    Recovery first = outage != null ? outage : crash;
    members.put("startMs", startMs);
    members.put("recoveredAfterMs", first == null ? null : first.freshAfterMs());
    members.put("recovery", map("outage", recovery(outage), "crash", recovery(crash)));
    members.put("drainMs", drainMs);
  }

  private static @Nullable Object recovery(@Nullable Recovery recovery) {
    return recovery == null ? null : map("freshAfterMs", recovery.freshAfterMs(), "backlogAfterMs", recovery.backlogAfterMs());
  }

  /** Which operations ran. */
  void selfTest(SelfTest test) {
    members.put("selfTest", map("operations", test.operations(), "ran", test.ran(), "findings", test.findings()));
    members.put("ok", Boolean.TRUE.equals(members.get("ok")) && test.isClean());
  }

  /** Something else worth knowing. */
  void put(String name, @Nullable Object value) {
    members.put(name, value);
  }

  /** Under which conditions all this holds. */
  void conditions(DemoOptions options, long repliesServed) {
    members.put("conditions", map("seed", options.seed(), "seconds", options.seconds(), "loss", options.loss(), "rate", options.rate(),
        "delayMs", options.delayMs(), "roundTripMs", 2 * options.delayMs(), "outageS", options.outageS(), "crash", options.crash(),
        "repliesServed", repliesServed, "processors", Runtime.getRuntime().availableProcessors(),
        "java", System.getProperty("java.version")));
    members.put("countedBy", "comparing the simulator's reply log and event buffers with the lines of central's file sink; bytesOnAir are "
        + "UDP payload and 28 bytes of IP and UDP headers per packet that went on air, lost ones included; excusedReplies are "
        + "readings whose reply was spoiled on purpose or so late that the gateway may have refused it, they are "
        + "neither accepted nor lost; alarmDelayMs runs from the relay's "
        + "time stamp to central's reception; events under way before the first sample, during an outage or a restart are left out, "
        + "alarmDelayWithInterruptionsMs has them all");
  }

  private static Map<String, @Nullable Object> map(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return map;
  }

  /** The report as JSON. */
  String json() {
    return JsonWriter.text(members);
  }
}
