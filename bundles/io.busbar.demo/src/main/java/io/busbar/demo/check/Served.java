package io.busbar.demo.check;

import io.busbar.sim.log.LogRecord;
import io.busbar.sim.log.Outcome;
import io.busbar.sim.log.ReplyLogFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the simulator did, from its reply log, by device name. */
public final class Served {
  private final Map<Integer, LogRecord.DeviceEntry> devices = new TreeMap<>();
  private final Map<Integer, List<LogRecord.Reply>> replies = new TreeMap<>();
  private final Map<Integer, List<LogRecord.EventGenerated>> events = new TreeMap<>();

  /**
   * Reads a log that is complete or flushed.
   *
   * @throws IOException when it cannot be read or ends in the middle of a record
   */
  public static Served read(Path log) throws IOException {
    Served served = new Served();
    ReplyLogFile.read(log, served::take);
    served.replies.values().forEach(list -> list.sort(Comparator.comparingLong(LogRecord.Reply::servedAt)));
    return served;
  }

  private void take(LogRecord logged) {
    if (logged instanceof LogRecord.DeviceEntry entry) {
      devices.put(entry.device(), entry);
    } else if (logged instanceof LogRecord.EventGenerated event) {
      events.computeIfAbsent(event.device(), any -> new ArrayList<>()).add(event);
    } else if (logged instanceof LogRecord.Reply reply && reply.exception() == 0 && reply.outcome() != Outcome.GARBLED) {
      replies.computeIfAbsent(reply.device(), any -> new ArrayList<>()).add(reply);
    }
  }

  /** The devices. */
  Iterable<LogRecord.DeviceEntry> devices() {
    return devices.values();
  }

  /** Replies of a device that a client could take, by the time they were served. */
  List<LogRecord.Reply> replies(int device) {
    return replies.getOrDefault(device, List.of());
  }

  /** Events of a device in the order of their sequence numbers. */
  List<LogRecord.EventGenerated> events(int device) {
    return events.getOrDefault(device, List.of());
  }
}
