package io.busbar.control.component;

import io.busbar.api.command.Command;
import io.busbar.api.command.CommandId;
import io.busbar.api.command.CommandState;
import io.busbar.api.command.ControlView;
import io.busbar.api.command.Order;
import io.busbar.api.command.OrderListener;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkSession;
import io.busbar.api.time.BusClock;
import io.busbar.control.audit.AuditRecord;
import io.busbar.control.audit.AuditTrail;
import io.busbar.control.guard.Guard;
import io.busbar.control.guard.Voice;
import io.busbar.control.rules.ControlRules;
import io.busbar.control.wire.ControlCodec;
import io.busbar.control.wire.ControlMessage.Approved;
import io.busbar.control.wire.ControlMessage.Asked;
import io.busbar.control.wire.ControlMessage.Confirmed;
import io.busbar.control.wire.ControlMessage.Ordered;
import io.busbar.control.wire.ControlMessage.TagList;
import io.busbar.control.wire.ControlMessage.TagOrder;
import io.busbar.control.wire.ControlMessage.TagTold;
import io.busbar.control.wire.ControlMessage.Told;
import io.busbar.control.wire.ControlMessage;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The guard between its callers: the link's thread hands in messages and takes answers, channels tell progress, people order. What may
 * block is done on the guard's own thread.
 */
final class GatewayControl {
  private static final int MAX_OUT = 4_096;

  private final Guard guard;
  private final AuditTrail trail;
  private final BusClock clock;
  private final Agent agent;
  private final Queue<Out> out = new LinkedBlockingQueue<>(MAX_OUT);
  private volatile Runnable wake = () -> { };
  private volatile @Nullable LinkSession session;
  private volatile boolean silent;

  private record Out(LinkSession session, byte[] bytes) {}

  GatewayControl(Guard guard, AuditTrail trail, BusClock clock) {
    this.guard = guard;
    this.trail = trail;
    this.clock = clock;
    agent = new Agent("busbar control", guard::tick);
  }

  Agent agent() {
    return agent;
  }

  void rules(ControlRules rules) {
    guard.rules(rules);
  }

  boolean isRadioUp() {
    return session != null && !silent;
  }

  void wakeWith(Runnable how) {
    wake = how;
  }

  void up(LinkSession now) {
    session = now;
    silent = false;
    agent.give(() -> sayTags(now));
  }

  void silence(boolean isSilent) {
    silent = isSilent;
  }

  void down(LinkSession gone) {
    if (session == gone) {
      session = null;
    }
  }

  private void say(LinkSession to, ControlMessage message) {
    if (out.offer(new Out(to, ControlCodec.encode(message)))) {
      wake.run();
    }
  }

  private void sayTags(LinkSession to) {
    synchronized (guard) {
      say(to, new TagList(guard.tags().all()));
    }
  }

  /** Link's thread: the age is measured here, before anything waits. */
  void message(LinkSession from, byte[] bytes) {
    ControlMessage message = ControlCodec.read(bytes);
    long now = clock.monotonicNs();
    Voice voice = said -> say(from, said);
    if (message instanceof Ordered ordered) {
      long sinceMark = from.ageNs(ordered.mark(), now);
      long age = sinceMark == Long.MAX_VALUE || ordered.ageMs() < 0 || ordered.ageMs() > 1L << 40 ? Long.MAX_VALUE
          : sinceMark + ordered.ageMs() * 1_000_000;
      agent.give(() -> {
        long waited = clock.monotonicNs() - now;
        guard.ordered(ordered.order(), age == Long.MAX_VALUE ? age : age + waited, voice);
      });
    } else if (message instanceof Confirmed confirmed) {
      agent.give(() -> guard.confirmed(confirmed));
    } else if (message instanceof Asked asked) {
      agent.give(() -> guard.asked(asked, voice));
    } else if (message instanceof Approved approved) {
      agent.give(() -> guard.approve(approved.id(), approved.who(), approved.from()));
    } else if (message instanceof TagOrder tag) {
      agent.give(() -> tag(from, tag));
    }
  }

  private void tag(LinkSession from, TagOrder tag) {
    String refusal = tag(tag.set(), tag.target(), tag.who(), tag.reason(), tag.from(), false);
    say(from, new TagTold(tag.serial(), tag.target(), refusal));
  }

  String tag(boolean set, String target, String who, String reason, String from, boolean tell) {
    synchronized (guard) {
      String refusal = set ? guard.tags().set(guard.rules(), target, who, reason, from)
          : guard.tags().clear(guard.rules(), target, who, reason, from);
      LinkSession now = session;
      if (tell && refusal.isEmpty() && now != null) {
        sayTags(now);
      }
      return refusal;
    }
  }

  /** Link's thread: sends what waits. */
  boolean work() {
    boolean any = false;
    for (Out next = out.peek(); next != null; next = out.peek()) {
      if (next.session() == session && next.session().send(LinkLane.COMMAND, next.bytes()) < 0) {
        return any;
      }
      out.remove();
      any = true;
    }
    return any;
  }

  void submit(Order order, OrderListener listener) {
    Voice voice = said -> {
      if (said instanceof Told told) {
        listener.onState(told.state(), told.cause(), told.reason());
      }
    };
    if (!agent.give(() -> guard.local(order, voice))) {
      listener.onState(CommandState.REFUSED, null, "too many orders wait");
    }
  }

  void submit(Command command, BiConsumer<CommandState, String> listener) {
    long left = Math.max(1, (command.deadlineNs() - clock.monotonicNs()) / 1_000_000);
    submit(new Order(command.idHigh(), command.idLow(), "", command.action(), command.point(), command.kind(), command.bits(), left,
        command.originator(), "gate 127.0.0.1", command.controlNumber(), command.test(), command.pulse()),
        (state, cause, reason) -> listener.accept(state, reason));
  }

  String approve(CommandId id, String who, String from) {
    return guard.approve(id, who, from);
  }

  List<ControlView.CommandRow> rows(int limit) {
    return guard.rows(limit);
  }

  List<ControlView.TagRow> tags() {
    synchronized (guard) {
      return guard.tags().all().stream().map(tag -> new ControlView.TagRow(guard.rules().site(), tag.target(), tag.owner(), tag.reason(),
          tag.sinceNs(), true, false, "")).toList();
    }
  }

  List<String> audit(int limit) {
    return trail.latest(limit).stream().map(AuditRecord::line).toList();
  }

  ControlView.AuditCheck verify() {
    return trail.verify();
  }

  String notice() {
    ControlRules rules = guard.rules();
    return rules.site().isEmpty() || rules.hasRoles() ? "" : "site.yaml does not say who may control: orders are taken from this machine and"
        + " central's own machine only. Add control: {roles: {operator: {who: [ann]}}}.";
  }

  String failure() {
    return guard.failure();
  }
}
