package io.busbar.sink.iec104.session;

import io.busbar.api.command.Command.Action;
import io.busbar.api.command.CommandDesk;
import io.busbar.api.command.CommandState;
import io.busbar.api.time.RandomSource;
import io.busbar.iec60870.codec.CauseOfTransmission;
import io.busbar.iec60870.codec.Cp56;
import io.busbar.iec60870.codec.InformationObject;
import io.busbar.iec60870.codec.TimeTag;
import io.busbar.iec60870.codec.TypeId;
import io.busbar.sink.iec104.table.MappedPoint;
import io.busbar.sink.iec104.table.MappedPoint.CommandSpec;
import io.busbar.sink.iec104.table.StationSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Commands of all control centres. A negative confirmation says that a command was certainly not carried out; where nobody knows, nothing is
 * said, and {@link MappedPoint#UNKNOWN_COMMAND} of the gateway goes on until a command to the same point ends with a known outcome.
 * Server's thread; the desk's states come through the mailbox.
 */
public final class Orders {
  /** Commands under way at most. */
  static final int MOST = 256;
  /** A select that nothing follows is forgotten here; the device has its own, shorter time. */
  static final long SELECT_NS = 300_000_000_000L;

  private static final System.Logger LOG = System.getLogger("io.busbar.sink.iec104");

  private final Station station;
  private final Supplier<@Nullable CommandDesk> desk;
  private final RandomSource random;
  private final Executor mailbox;
  private final Map<Long, Running> running = new HashMap<>();
  private final Map<String, Set<Long>> unknown = new HashMap<>();
  private long refused;
  private long taken;

  /**
   * A command as it came.
   *
   * @param cancel whether it takes a select back
   * @param test whether it is under test
   * @param unit the whole unit, for the answers
   */
  record Received(TypeId type, InformationObject object, boolean cancel, boolean test, int originator, byte[] unit) {}

  /** Orders that go to a desk, if there is one. */
  public Orders(Station station, Supplier<@Nullable CommandDesk> desk, RandomSource random, Executor mailbox) {
    this.station = station;
    this.desk = desk;
    this.random = random;
    this.mailbox = mailbox;
  }

  private static long key(MappedPoint point) {
    return ((long) point.common() << 32) | point.object();
  }

  /** Commands that were refused here. */
  public long refused() {
    return refused;
  }

  /** Commands that were handed to the desk. */
  public long taken() {
    return taken;
  }

  void command(Scada104 from, Received received) {
    InformationObject object = received.object();
    int common = (received.unit()[4] & 0xFF) | ((received.unit()[5] & 0xFF) << 8);
    MappedPoint point = station.table().command(common, object.address);
    CommandSpec spec = point == null ? null : point.command();
    if (point == null || spec == null || !point.isFor(from.group().name()) || spec.type().element() != received.type().element()) {
      from.conversation().refuse(received.unit(), CauseOfTransmission.UNKNOWN_OBJECT_ADDRESS);
      refused++;
      return;
    }
    Running known = running.get(key(point));
    String why = refusal(received, spec, from, known);
    long bits = OrderValue.bits(point, spec.type(), object.value);
    if (why.isEmpty() && !OrderValue.isMeant(spec.type(), object.value)) {
      why = "the command is neither off nor on";
    }
    if (why.isEmpty() && known != null && known.bits != bits) {
      why = "another value was selected";
    }
    if (!why.isEmpty()) {
      refuse(from, received, point, why);
    } else {
      handIn(from, received, point, known, bits);
    }
  }

  /** Why a command is not taken; empty if it is. */
  private String refusal(Received received, CommandSpec spec, Scada104 from, @Nullable Running known) {
    StationSettings.Commands settings = station.table().settings().commands();
    boolean select = received.object().select;
    if (!settings.allowed()) {
      return "commands are switched off in iec104.yaml";
    }
    if (desk.get() == null) {
      return "central takes no commands: the control feature is not installed";
    }
    if (received.cancel()) {
      return known == null || known.from != from || known.action != Action.SELECT ? "nothing is selected" : "";
    }
    if (received.type().timeTag() == TimeTag.CP56) {
      String late = late(received.object().time, settings.maxAgeNs());
      if (!late.isEmpty()) {
        return late;
      }
    }
    if (select) {
      return !spec.select() ? "the point is commanded without a select" : known != null ? "another command to the point is under way"
          : running.size() >= MOST ? "there are " + MOST + " commands under way" : "";
    }
    if (!spec.select()) {
      return known != null ? "another command to the point is under way" : running.size() >= MOST ? "there are " + MOST + " commands under way" : "";
    }
    return known == null || known.from != from || !known.selected ? "it was not selected before" : "";
  }

  private String late(long cp56, long maxAgeNs) {
    if (Cp56.isInvalid(cp56) || !Cp56.isDate(cp56)) {
      return "its time is marked invalid";
    }
    long ageMs = (station.wallNs() - station.zone().epochNs(cp56)) / 1_000_000;
    return Math.abs(ageMs) > maxAgeNs / 1_000_000 ? "its time is " + ageMs + " ms old, " + maxAgeNs / 1_000_000
        + " ms are allowed; look at the clocks and at the zone in iec104.yaml" : "";
  }

  private void refuse(Scada104 from, Received received, MappedPoint point, String why) {
    refused++;
    from.conversation().refuse(received.unit(), received.cancel() ? CauseOfTransmission.DEACTIVATION_CON : CauseOfTransmission.ACTIVATION_CON);
    LOG.log(System.Logger.Level.INFO, "A command of " + from.remote() + " to " + point.name() + " is refused: " + why + ".");
  }

  private void handIn(Scada104 from, Received received, MappedPoint point, @Nullable Running known, long bits) {
    CommandDesk open = desk.get();
    if (open == null) {
      return;
    }
    Running order = known != null ? known : new Running(point, bits, random.nextLong(), random.nextLong());
    order.next(from, received, received.cancel() ? Action.CANCEL : received.object().select ? Action.SELECT : Action.OPERATE);
    running.put(key(point), order);
    taken++;
    Action action = order.action;
    StationSettings.Commands settings = station.table().settings().commands();
    open.submit(order.order(settings.timeToLiveMs()), (state, cause, reason) -> mailbox.execute(() -> came(order, action, state, reason)));
  }

  /** The desk says how an order stands. */
  private void came(Running order, Action action, CommandState state, String reason) {
    if (running.get(key(order.point)) != order || order.action != action) {
      return; // of a select that an execute or a cancel has followed
    }
    switch (state) {
      case RECEIVED -> { }
      case SELECTED -> selected(order);
      case ACCEPTED, OPERATED -> {
        if (action == Action.SELECT) {
          selected(order);
        } else if (action == Action.OPERATE) {
          order.confirm(true);
        }
      }
      case CONFIRMED, EXECUTED_NOT_CONFIRMED -> executed(order, state);
      case REFUSED, FAILED, EXPIRED -> ended(order, false, reason);
      case CANCELLED -> ended(order, action == Action.CANCEL, reason);
      case UNKNOWN -> {
        running.remove(key(order.point));
        unknown(order.point, true);
        LOG.log(System.Logger.Level.WARNING, "Whether a command of " + order.who() + " to " + order.point.name()
            + " was carried out is not known, and it is not repeated: " + reason + " Look at the breaker before anything else.");
      }
    }
  }

  private static void selected(Running order) {
    if (order.action == Action.SELECT) {
      order.selected = true;
      order.confirm(true);
    }
  }

  private void executed(Running order, CommandState state) {
    if (order.action != Action.OPERATE) {
      ended(order, true, "");
      return;
    }
    order.confirm(true);
    unknown(order.point, false);
    boolean shown = order.point.type() != null;
    if (state == CommandState.CONFIRMED && shown && !order.returned) {
      order.terminateAtNs = order.nowNs() + station.table().settings().commands().returnNs();
    } else {
      terminate(order);
    }
  }

  private void terminate(Running order) {
    running.remove(key(order.point));
    MappedPoint now = station.present(order.point);
    if (!order.returned && now != null) {
      order.show(now);
    }
    order.end(true);
  }

  private void ended(Running order, boolean positive, String reason) {
    running.remove(key(order.point));
    boolean said = order.confirmed;
    if (order.action == Action.OPERATE) {
      unknown(order.point, false);
    }
    if (!said) {
      order.confirm(positive);
    } else if (order.action == Action.OPERATE) {
      order.end(positive);
    }
    if (!positive) {
      refused++;
      LOG.log(System.Logger.Level.INFO, "A command of " + order.who() + " to " + order.point.name() + " was not carried out: " + reason);
    }
  }

  private void unknown(MappedPoint point, boolean is) {
    Set<Long> points = unknown.computeIfAbsent(point.gateway(), gateway -> new HashSet<>());
    boolean was = !points.isEmpty();
    if (is) {
      points.add(key(point));
    } else {
      points.remove(key(point));
    }
    if (was == points.isEmpty()) {
      station.own(point.gateway(), MappedPoint.UNKNOWN_COMMAND, !points.isEmpty());
    }
  }

  /** A point was told to somebody: return information, if a command to it is under way. */
  void returned(MappedPoint point) {
    Running order = running.isEmpty() ? null : running.get(key(point));
    if (order != null && order.action == Action.OPERATE) {
      order.returned = true;
      if (order.terminateAtNs != Running.NEVER) {
        terminate(order);
      }
    }
  }

  /** Ends what has waited long enough. */
  public void tick(long nowNs) {
    List<Running> due = new ArrayList<>();
    for (Running order : running.values()) {
      boolean forgotten = order.action == Action.SELECT && nowNs - order.sinceNs > SELECT_NS;
      if (forgotten || order.terminateAtNs <= nowNs) {
        due.add(order);
      }
    }
    for (Running order : due) {
      if (order.terminateAtNs <= nowNs) {
        terminate(order);
      } else {
        running.remove(key(order.point));
      }
    }
  }
}
