package io.busbar.test.simulation;

import io.busbar.api.journal.StreamId;
import io.busbar.api.link.LinkConfig;
import io.busbar.api.link.LinkEndpoint;
import io.busbar.central.inbox.Inbox;
import io.busbar.codec.lane.AdaptiveSampleCodec;
import io.busbar.central.inbox.InboxOptions;
import io.busbar.central.sinks.SinkPump;
import io.busbar.journal.block.BinaryBlockCodec;
import io.busbar.journal.log.SegmentLog;
import io.busbar.link.session.EndPoint;
import io.busbar.testkit.environment.SimClock;
import java.io.IOException;

/** One life of central: inbox, journal and sink pump as the product has them. */
final class CentralSide {
  private final SegmentLog log;
  private final Inbox inbox;
  private final SinkPump pump;
  private final LinkEndpoint endpoint;
  private final CheckingSink sink;

  /** The power went while the pump read: a pump survives whatever its sink throws, this is not that. */
  static final class PowerLoss extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  CentralSide(Script script, Machine machine, CheckingSink sink) throws IOException {
    SimClock clock = machine.clock();
    this.sink = sink;
    log = SegmentLog.open(machine.disk(), GatewaySide.JOURNAL, clock, machine.random());
    BinaryBlockCodec codec = new BinaryBlockCodec();
    inbox = new Inbox(log, codec, clock, InboxOptions.DEFAULT);
    inbox.unpack(new AdaptiveSampleCodec());
    endpoint = EndPoint.open(new LinkConfig(false, "central", script.rate(), 300, 1_500, 5_000), machine.security().start(),
        machine.network().listen("central", script.mtu()), clock, machine.random(), inbox);
    inbox.attach(endpoint);
    pump = new SinkPump("check", sink, log, inbox.catalog(), codec, clock);
  }

  long doWork(long now) {
    long next = inbox.doWork(now);
    if (pump.doWork(now) > 0) {
      inbox.cursorMoved();
    }
    if (!sink.broken.isEmpty()) {
      throw new CheckingSink.BrokenInvariant(sink.broken);
    }
    if (pump.failure().contains("power loss")) {
      throw new PowerLoss();
    }
    return next;
  }

  boolean drained() {
    return pump.backlog() == 0;
  }

  String describeState() {
    return "central: events " + log.head(StreamId.EVENTS) + " measurements " + log.head(StreamId.MEASUREMENTS) + " sink backlog "
        + pump.backlog() + " journal [" + log.status().failure() + "] link " + endpoint.status();
  }

  void close() throws IOException {
    inbox.close();
    pump.close();
    log.close();
  }
}
