package io.busbar.demo.check;

import io.busbar.sim.log.LogRecord;
import io.busbar.sim.log.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what was served with what the sink wrote. One check, one instance, one thread. */
public final class Checker {
  private static final long MS = 1_000_000L;
  private final Served served;
  private final SinkFiles sink;
  private final Map<String, DeviceRules> rules = new HashMap<>();
  private final Conditions conditions;
  private final Verdict verdict = new Verdict();
  private final Set<String> explained = new HashSet<>();

  /** A check of one run. */
  public Checker(Served served, SinkFiles sink, List<DeviceRules> rules, Conditions conditions) {
    this.served = served;
    this.sink = sink;
    rules.forEach(rule -> this.rules.put(rule.kind(), rule));
    this.conditions = conditions;
  }

  /** Checks every device, event and point. */
  public Verdict check() {
    verdict.gaps(sink.gaps().size());
    for (LogRecord.DeviceEntry device : served.devices()) {
      DeviceRules rule = rules.get(device.kind());
      if (rule != null) {
        rule.points().forEach(point -> checkPoint(device, point));
        checkEvents(device, rule);
      }
    }
    sink.all().forEach(this::checkIdentity);
    return verdict;
  }

  /** What holds for every series, whatever is behind it. */
  private void checkIdentity(String name, Series series) {
    int duplicates = series.duplicates();
    if (duplicates > 0) {
      verdict.duplicated(name, duplicates, duplicates + " with the identity of another");
    }
    int disorder = series.disorder();
    if (disorder > 0) {
      verdict.outOfOrder(name, disorder);
    }
    if (!explained.contains(name) && !name.contains("/_")) {
      verdict.unexplained(name, "is no point of the demonstration, " + series.size() + " samples");
    }
  }

  private void checkPoint(LogRecord.DeviceEntry device, PointRule rule) {
    String name = device.name() + "/" + rule.point();
    explained.add(name);
    List<LogRecord.Reply> replies = new ArrayList<>();
    for (LogRecord.Reply reply : served.replies(device.device())) {
      if (rule.isIn(reply.function(), reply.start(), reply.count())) {
        replies.add(reply);
      }
    }
    Matching matching = new Matching(rule, replies);
    Series series = sink.series(name);
    if (series != null) {
      for (int row : series.byTime()) {
        boolean telling = series.good(row) || rule.decoding() == PointRule.Decoding.DOUBLE_POINT;
        if (telling && !matching.take(series.time(row), series.value(row)) && series.good(row)) {
          verdict.unexplained(name, "= " + series.value(row) + " at " + Instant.ofEpochMilli(series.time(row) / MS));
        }
      }
    }
    verdict.delivered(matching.matched());
    followReference(name, rule, matching);
  }

  /** Walks through the served readings: each that had to be published must have been delivered. */
  private void followReference(String name, PointRule rule, Matching matching) {
    double last = Double.NaN;
    for (int i = 0; i < matching.size(); i++) {
      double value = matching.value(i);
      if (matching.isDelivered(i)) {
        last = value;
      } else if (rule.must(last, value)) {
        LogRecord.Reply reply = matching.reply(i);
        if (mayBeRefused(reply)) {
          verdict.excuse();
          continue;
        }
        String what = "= " + value + " served at " + Instant.ofEpochMilli(reply.servedAt() / MS);
        if (conditions.unsettledAtKill(reply.servedAt())) {
          verdict.unsettled(isInGap(reply), name, what);
        } else {
          verdict.lost(name, what);
          last = value;
        }
      }
    }
  }

  private boolean mayBeRefused(LogRecord.Reply reply) {
    boolean slow = reply.servedAt() - reply.requestedAt() > conditions.replyTimeoutMs() * MS / 2;
    return reply.outcome() != Outcome.SERVED || slow;
  }

  private boolean isInGap(LogRecord.Reply reply) {
    for (SinkFiles.GapLine gap : sink.gaps()) {
      if (reply.servedAt() >= gap.fromNs() && reply.requestedAt() <= gap.toNs()) {
        return true;
      }
    }
    return false;
  }

  private void checkEvents(LogRecord.DeviceEntry device, DeviceRules rule) {
    Map<String, Map<Long, Integer>> arrived = new HashMap<>();
    for (String point : new HashSet<>(rule.events().values())) {
      String name = device.name() + "/" + point;
      explained.add(name);
      arrived.put(point, rowsByTime(name, sink.series(name)));
    }
    for (LogRecord.EventGenerated event : served.events(device.device())) {
      if (event.stored()) {
        checkEvent(device, rule, event, arrived);
      } else {
        verdict.eventOverflowed();
      }
    }
    arrived.forEach((point, rows) -> rows.keySet().forEach(time ->
        verdict.unexplained(device.name() + "/" + point, "event at " + Instant.ofEpochMilli(time / MS))));
  }

  /** Rows of a series by source time; a second one at the same time is a double. */
  private Map<Long, Integer> rowsByTime(String name, @Nullable Series series) {
    Map<Long, Integer> rows = new HashMap<>();
    for (int row = 0; series != null && row < series.size(); row++) {
      if (series.good(row) && rows.put(series.time(row), row) != null) {
        verdict.duplicated(name, 1, "event at " + Instant.ofEpochMilli(series.time(row) / MS));
      }
    }
    return rows;
  }

  private void checkEvent(LogRecord.DeviceEntry device, DeviceRules rule, LogRecord.EventGenerated event,
                          Map<String, Map<Long, Integer>> arrived) {
    verdict.eventGenerated();
    String point = rule.events().getOrDefault(event.point(), "");
    String name = device.name() + "/" + point;
    Map<Long, Integer> rows = arrived.getOrDefault(point, Map.of());
    Integer row = rows.get(event.timeMs() * MS);
    Series series = sink.series(name);
    if (row == null || series == null || series.value(row) != event.value()) {
      verdict.lost(name, "event " + event.sequence() + " = " + event.value() + " at " + Instant.ofEpochMilli(event.timeMs()));
      return;
    }
    rows.remove(event.timeMs() * MS);
    verdict.delivered(1);
    verdict.event(series.time(row), series.received(row) - series.time(row));
  }
}
