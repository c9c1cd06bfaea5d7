package io.busbar.control.guard;

import io.busbar.api.command.Command.Action;
import io.busbar.api.command.Command;
import io.busbar.api.command.CommandId;
import io.busbar.api.command.CommandProgress.AdditionalCause;
import io.busbar.api.command.CommandState;
import io.busbar.api.command.ControlView.CommandRow;
import io.busbar.api.command.Order;
import io.busbar.control.rules.ControlRules;
import io.busbar.control.rules.PointRule;
import io.busbar.control.wire.ControlMessage.Asked;
import io.busbar.control.wire.ControlMessage.Challenge;
import io.busbar.control.wire.ControlMessage.Confirmed;
import io.busbar.control.wire.ControlMessage.NeverSeen;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one door for controls at a gateway. A command is written at most once: its identity is remembered durably, with the intent, before a
 * driver may write its frame. After a crash what had an intent and no outcome is unknown, and what had none was not done.
 *
 * <pre>
 *  order ─▶ RECEIVED ─▶ (challenge) ─▶ (second person) ─▶ driver ─▶ mayWrite: judged again, intent durable ─▶ frame
 *                │             │               │             │                                                │
 *                ▼             ▼               ▼             ▼                                                ▼
 *             REFUSED       EXPIRED         EXPIRED       EXPIRED      CONFIRMED, EXECUTED_NOT_CONFIRMED, FAILED, UNKNOWN
 * </pre>
 *
 * <p>Thread-safe by one lock; blocks for commits. Whoever owns it calls {@link #tick} about ten times a second.
 */
public final class Guard {
  /** How long a driver may be silent after a frame was allowed, ns. */
  static final long SILENCE_NS = 120_000_000_000L;

  private final GuardParts parts;
  private final GuardBook book;
  private final TagBook tags = new TagBook();
  private final RateBook rates = new RateBook();
  private final Judge judge;
  private final TagDesk tagDesk;
  private ControlRules rules = ControlRules.NONE;
  /** Central has answered a challenge since the start. */
  private boolean fresh;

  /** A guard that goes on where an earlier one has stopped; blocks for a commit if there is something to end. */
  public Guard(GuardParts parts) {
    this.parts = parts;
    book = new GuardBook(parts.trail(), parts.clock());
    judge = new Judge(parts.image(), tags, rates);
    tagDesk = new TagDesk(parts.trail(), parts.clock(), tags);
    book.endOpen();
  }

  /** The rules that hold from now on. */
  public synchronized void rules(ControlRules newRules) {
    rules = newRules;
    book.site(newRules.site());
  }

  /** The rules. */
  public synchronized ControlRules rules() {
    return rules;
  }

  /** Hot-line tags. */
  public TagDesk tags() {
    return tagDesk;
  }

  /**
   * An order from central.
   *
   * @param ageNs how old it is at most, by the gateway's own clock, ns; {@link Long#MAX_VALUE} if that is not known
   */
  public synchronized void ordered(Order order, long ageNs, Voice voice) {
    long age = fresh ? ageNs : Long.MAX_VALUE;
    Entry known = book.get(new CommandId(order.idHigh(), order.idLow()));
    if (known != null) {
      again(known, order, age, voice);
    } else {
      admit(book.begin(order, voice), age, true);
    }
  }

  /** An order that is handed in at this gateway. */
  public synchronized void local(Order order, Voice voice) {
    Entry known = book.get(new CommandId(order.idHigh(), order.idLow()));
    if (known != null) {
      again(known, order, 0, voice);
      return;
    }
    Entry entry = book.begin(order, voice);
    ControlRules.Local local = rules.local();
    if (local == ControlRules.Local.NEVER || (local == ControlRules.Local.RADIO_DOWN && parts.radioUp().getAsBoolean())) {
      end(entry, CommandState.REFUSED, AdditionalCause.BLOCKED_BY_SWITCHING_HIERARCHY, local == ControlRules.Local.NEVER
          ? "this site takes no orders at the gateway itself; order at central, or allow it in site.yaml with control: {local: radio-down}"
          : "orders are taken here only while central is not heard; order at central");
    } else {
      admit(entry, 0, false);
    }
  }

  private void again(Entry entry, Order order, long ageNs, Voice voice) {
    entry.voice = voice;
    boolean follows = !entry.isFinal() && order.action() != entry.action() && order.action() != Action.SELECT
        && entry.action() == Action.SELECT;
    if (!follows) {
      if (entry.challengedNs != Entry.NEVER && !entry.isFinal()) {
        voice.say(new Challenge(entry.id(), entry.nonce));
      } else if (order.action() == Action.CANCEL && !entry.isFinal() && !entry.intent) {
        end(entry, CommandState.CANCELLED, null, "cancelled before it was written");
      } else {
        GuardBook.tell(entry);
      }
      return;
    }
    boolean same = order.point().equals(entry.order().point()) && order.kind() == entry.order().kind() && order.bits() == entry.order().bits();
    if (entry.state() != CommandState.SELECTED || (!same && order.action() == Action.OPERATE)) {
      end(entry, CommandState.REFUSED, AdditionalCause.OBJECT_NOT_SELECTED, same ? "it came before its select was confirmed"
          : "something else was selected");
      return;
    }
    entry.follow(order);
    entry.intent = false;
    entry.dispatched = false;
    entry.untilNs = Entry.NEVER;
    book.note("ordered", entry, order.action() == Action.CANCEL ? "cancel" : "operate after select");
    admit(entry, ageNs, order.from().isEmpty() || !order.gateway().isEmpty());
  }

  private void admit(Entry entry, long ageNs, boolean fromCentral) {
    Order order = entry.order();
    PointRule rule = rules.point(order.point());
    String wrong = rule == null ? "there is no point \"" + order.point() + "\" at this site"
        : !order.gateway().isEmpty() && !order.gateway().equals(rules.site()) ? "this is " + rules.site() + ", not " + order.gateway()
        : order.kind().isBlob() ? "a text is no value of a control" : "";
    if (rule == null || !wrong.isEmpty()) {
      end(entry, CommandState.REFUSED, AdditionalCause.NOT_SUPPORTED, wrong);
      return;
    }
    entry.rule = rule;
    Feedback.giveWay(this, entry, rule);
    List<Entry> open = book.open();
    if (open.size() > GuardBook.MAX_OPEN || open.stream().anyMatch(other -> other != entry && other.order().point().equals(order.point()))) {
      end(entry, CommandState.REFUSED, AdditionalCause.COMMAND_ALREADY_IN_EXECUTION, open.size() > GuardBook.MAX_OPEN
          ? GuardBook.MAX_OPEN + " commands are under way; wait for their outcome" : "another command of " + order.point()
          + " is under way; wait for its outcome");
      return;
    }
    long now = parts.clock().monotonicNs();
    long ttl = entry.timeToLiveNs();
    if (fromCentral && (ageNs == Long.MAX_VALUE || ageNs > ttl / 2)) {
      // A quiet site is no reason to refuse: its last packet may be old although the order is not.
      entry.nonce = parts.random().nextLong();
      entry.challengedNs = now;
      entry.untilNs = now + ttl;
      entry.say(new Challenge(entry.id(), entry.nonce));
      return;
    }
    entry.deadlineNs = now - ageNs + ttl;
    proceed(entry);
  }

  /** Central has answered a challenge. */
  public synchronized void confirmed(Confirmed answer) {
    Entry entry = book.get(answer.id());
    if (entry == null || entry.isFinal() || entry.challengedNs == Entry.NEVER || entry.nonce != answer.nonce()) {
      return;
    }
    fresh = true;
    if (answer.ageMs() < 0) {
      end(entry, CommandState.EXPIRED, AdditionalCause.TIME_LIMIT_OVER, "central does not stand by this order any more");
      return;
    }
    // The answer was made after the challenge: counted from the challenge on, the order seems older than it is, never younger.
    entry.deadlineNs = entry.challengedNs + entry.timeToLiveNs() - Math.min(answer.ageMs(), 1L << 40) * 1_000_000;
    entry.challengedNs = Entry.NEVER;
    proceed(entry);
  }

  private void proceed(Entry entry) {
    PointRule rule = entry.rule;
    Order order = entry.order();
    long now = parts.clock().monotonicNs();
    entry.untilNs = entry.deadlineNs;
    if (rule == null || now >= entry.deadlineNs) {
      expire(entry);
      return;
    }
    if (rule.select() && order.action() == Action.OPERATE && entry.state() != CommandState.SELECTED) {
      end(entry, CommandState.REFUSED, AdditionalCause.OBJECT_NOT_SELECTED, order.point() + " takes an operate only after a select");
      return;
    }
    Judge.Verdict verdict = judge.judge(rules, rule, order, now);
    if (verdict != null) {
      end(entry, CommandState.REFUSED, verdict.cause(), verdict.reason());
      return;
    }
    if (rule.approve() && entry.approvedBy.isEmpty() && order.action() != Action.CANCEL) {
      entry.reason("waits for a second person: busbar command --approve " + entry.id());
      GuardBook.tell(entry);
      return;
    }
    entry.dispatched = true;
    entry.turn++;
    parts.dispatch().dispatch(new Command(order.idHigh(), order.idLow(), order.action(), order.point(), order.kind(), order.bits(),
        entry.deadlineNs, order.originator(), order.controlNumber(), order.test(), true, true, order.pulse(), 0),
        new Progress(this, entry, entry.turn));
  }

  /**
   * A second person approves.
   *
   * @return empty if it was taken; else why not
   */
  public synchronized String approve(CommandId id, String who, String from) {
    Entry entry = book.get(id);
    PointRule rule = entry == null ? null : entry.rule;
    if (entry == null || rule == null || entry.isFinal() || entry.dispatched || !rule.approve() || !entry.approvedBy.isEmpty()
        || entry.challengedNs != Entry.NEVER) {
      return "no command " + id + " waits for an approval";
    }
    String forbidden = rules.forbids(who, io.busbar.control.rules.Role.APPROVE, entry.order().point(), from);
    if (who.isBlank() || who.equals(entry.order().originator().ident()) || !forbidden.isEmpty()) {
      return forbidden.isEmpty() ? "whoever has ordered cannot approve; it takes a second person" : forbidden;
    }
    entry.approvedBy = who;
    entry.reason("");
    book.note("approved", entry, "by " + who + " from " + from);
    proceed(entry);
    return "";
  }

  /** Central asks where a command stands. */
  public synchronized void asked(Asked question, Voice voice) {
    Entry entry = book.get(question.id());
    if (entry == null) {
      voice.say(new NeverSeen(question.id(), question.sendings()));
      return;
    }
    entry.voice = voice;
    if (entry.challengedNs != Entry.NEVER && !entry.isFinal()) {
      voice.say(new Challenge(entry.id(), entry.nonce));
    } else {
      GuardBook.tell(entry);
    }
  }

  private void expire(Entry entry) {
    end(entry, CommandState.EXPIRED, AdditionalCause.TIME_LIMIT_OVER, "its time to live of " + entry.timeToLiveNs() / 1_000_000
        + " ms was over before it was written; nothing was operated");
  }

  /** Ends a command: written down first, then told. */
  void end(Entry entry, CommandState state, @Nullable AdditionalCause cause, String reason) {
    book.state(entry, state, cause, reason);
    entry.untilNs = Entry.NEVER;
    entry.challengedNs = Entry.NEVER;
    // A refusal may wait for the next tick: whoever forgets it has operated nothing.
    if (entry.operateIntent) {
      book.commit();
    }
    GuardBook.tell(entry);
  }

  GuardBook book() {
    return book;
  }

  GuardParts parts() {
    return parts;
  }

  /** Whether it is still allowed, judged just before the frame is written. */
  boolean mayWrite(Entry entry) {
    PointRule rule = entry.rule;
    long now = parts.clock().monotonicNs();
    if (rule == null || now >= entry.deadlineNs) {
      expire(entry);
      return false;
    }
    Judge.Verdict verdict = judge.judge(rules, rule, entry.order(), now);
    if (verdict != null) {
      end(entry, CommandState.REFUSED, verdict.cause(), verdict.reason());
      return false;
    }
    entry.before = rule.feedback().isEmpty() ? null : parts.image().read(rule.feedback());
    entry.intent = true;
    boolean operate = entry.action() == Action.OPERATE;
    entry.operateIntent |= operate;
    book.note("intent", entry, GuardBook.word(entry.action()));
    if (!book.commit()) {
      entry.operateIntent = false;
      end(entry, CommandState.REFUSED, AdditionalCause.BLOCKED_BY_HEALTH, "the control journal cannot be written (" + book.failure()
          + "); nothing was operated");
      return false;
    }
    if (parts.clock().monotonicNs() >= entry.deadlineNs) {
      expire(entry);
      return false;
    }
    if (operate && !rule.isOpening(entry.order())) {
      rates.count(entry.order().point(), rule.ratePerMinute(), now);
    }
    entry.untilNs = now + SILENCE_NS;
    return true;
  }

  /** Ends what is due, looks for feedback and makes durable what waits; about ten times a second. */
  public synchronized void tick() {
    long now = parts.clock().monotonicNs();
    for (Entry entry : book.open()) {
      if (entry.state() == CommandState.OPERATED) {
        Feedback.look(this, entry, now);
      }
      if (!entry.isFinal() && now >= entry.untilNs) {
        timeOver(entry);
      }
    }
    book.commitOpen();
  }

  private void timeOver(Entry entry) {
    if (entry.state() == CommandState.OPERATED) {
      Feedback.timeOver(this, entry);
    } else if (entry.intent && entry.action() == Action.OPERATE) {
      end(entry, CommandState.UNKNOWN, null, "the driver has said nothing since the frame was allowed; it is not repeated. Look at the device");
    } else if (entry.state() == CommandState.SELECTED) {
      end(entry, CommandState.EXPIRED, AdditionalCause.TIME_LIMIT_OVER, "the select was not followed by an operate in its time");
    } else if (entry.intent) {
      end(entry, CommandState.FAILED, AdditionalCause.SELECT_FAILED, "the device has not answered; nothing was operated");
    } else {
      expire(entry);
    }
  }

  /** Commands lately, newest first. */
  public synchronized List<CommandRow> rows(int limit) {
    return book.rows(limit);
  }

  /** Why the journal cannot be written; empty if it can. */
  public synchronized String failure() {
    return book.failure();
  }
}
