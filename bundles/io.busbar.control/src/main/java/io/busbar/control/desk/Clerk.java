package io.busbar.control.desk;

import io.busbar.api.command.Command.Action;
import io.busbar.api.command.CommandId;
import io.busbar.api.command.CommandProgress.AdditionalCause;
import io.busbar.api.command.CommandState;
import io.busbar.api.command.ControlView.CommandRow;
import io.busbar.api.command.Order;
import io.busbar.api.command.OrderListener;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkSession;
import io.busbar.api.time.BusClock;
import io.busbar.control.audit.AuditTrail;
import io.busbar.control.wire.ControlCodec;
import io.busbar.control.wire.ControlMessage.Approved;
import io.busbar.control.wire.ControlMessage.Asked;
import io.busbar.control.wire.ControlMessage.Challenge;
import io.busbar.control.wire.ControlMessage.Confirmed;
import io.busbar.control.wire.ControlMessage.NeverSeen;
import io.busbar.control.wire.ControlMessage.Ordered;
import io.busbar.control.wire.ControlMessage.TagList;
import io.busbar.control.wire.ControlMessage.TagTold;
import io.busbar.control.wire.ControlMessage.Told;
import io.busbar.control.wire.ControlMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Does the desk's work. An order is written down before it is sent, followed until its outcome, asked for again in each new session, and
 * given up as unknown when the gateway does not say. Under the desk's lock.
 */
final class Clerk {
  /** Time to live of an order that does not say, ns; the gateway takes the point's own if that is shorter. */
  static final long DEFAULT_TIME_TO_LIVE_NS = 300_000_000_000L;
  /** Longest time to live, ns. */
  static final long MAX_TIME_TO_LIVE_NS = 3_600_000_000_000L;
  /** How long after its time to live an outcome is waited for while the gateway is heard: select, feedback and a silent driver, ns. */
  static final long PATIENCE_NS = 180_000_000_000L;
  /** The same while it is not heard, ns. */
  static final long PATIENCE_UNHEARD_NS = 30_000_000_000L;

  private static final long ASK_EVERY_NS = 10_000_000_000L;

  private final BusClock clock;
  private final OrderBook book;
  private final CentralTags tags;
  private final Map<String, Post> posts = new HashMap<>();

  /** One that goes on where an earlier one has stopped. */
  Clerk(AuditTrail trail, BusClock clock) {
    this.clock = clock;
    this.book = new OrderBook(trail, clock);
    this.tags = new CentralTags(trail, clock);
  }

  /** Hands in an order; see {@link io.busbar.api.command.CommandDesk#submit}, but blocks for a commit. */
  void submit(Order order, OrderListener listener) {
    DeskOrder known = book.get(new CommandId(order.idHigh(), order.idLow()));
    if (known != null && (known.isFinal() || order.action() == known.order().action() || order.action() == Action.SELECT)) {
      known.listen(listener);
      listener.onState(known.state(), known.cause(), known.reason());
      return;
    }
    DeskOrder taken = known == null ? book.begin(order, listener) : followUp(known, order, listener);
    Post post = posts.get(order.gateway());
    if (known == null && (post == null || !post.isHeard())) {
      end(taken, CommandState.REFUSED, AdditionalCause.BLOCKED_BY_HEALTH, "gateway \"" + order.gateway()
          + "\" is not heard; nothing was sent. Heard are: " + (heard().isEmpty() ? "none" : String.join(", ", heard())));
    } else if (!book.commit()) {
      end(taken, CommandState.REFUSED, AdditionalCause.BLOCKED_BY_HEALTH, "central's control journal cannot be written (" + book.failure()
          + "); nothing was sent");
    } else {
      listener.onState(taken.state(), null, "");
    }
  }

  private DeskOrder followUp(DeskOrder known, Order order, OrderListener listener) {
    known.listen(listener);
    known.follow(order);
    book.note("ordered", known, OrderBook.word(order.action()));
    known.acceptedNs = clock.monotonicNs();
    known.sent = false;
    return known;
  }

  private List<String> heard() {
    return posts.entrySet().stream().filter(entry -> entry.getValue().isHeard()).map(Map.Entry::getKey).sorted().toList();
  }

  private static long timeToLive(Order order) {
    return order.timeToLiveMs() <= 0 ? DEFAULT_TIME_TO_LIVE_NS : Math.min(MAX_TIME_TO_LIVE_NS, order.timeToLiveMs() * 1_000_000);
  }

  private boolean holds(DeskOrder order) {
    return !order.isFinal() && !order.restored && clock.monotonicNs() - order.acceptedNs < timeToLive(order.order());
  }

  private void end(DeskOrder order, CommandState state, @Nullable AdditionalCause cause, String reason) {
    book.state(order, state, cause, reason);
    book.commit();
    order.listeners.forEach(listener -> listener.onState(state, cause, reason));
    order.listeners.clear();
  }

  /** A session with a gateway is up: tags first, then what became of what was sent before. */
  void onUp(LinkSession session) {
    Post post = posts.computeIfAbsent(session.peer(), name -> new Post());
    post.session = session;
    post.silent = false;
    post.waiting.clear();
    tags.pending(session.peer()).forEach(post::put);
    for (DeskOrder order : book.open()) {
      if (order.sent && order.order().gateway().equals(session.peer())) {
        post.put(new Asked(order.id(), order.sendings));
      }
    }
  }

  /** A gateway is silent, or heard again. */
  void onSilence(LinkSession session, boolean silent) {
    Post post = posts.get(session.peer());
    if (post != null && post.session == session) {
      post.silent = silent;
    }
  }

  /** A session is over. */
  void onDown(LinkSession session) {
    Post post = posts.get(session.peer());
    if (post != null && post.session == session) {
      post.session = null;
      post.waiting.clear();
    }
  }

  /** Sends what waits; returns whether anything was. */
  boolean work() {
    boolean any = false;
    for (Map.Entry<String, Post> each : posts.entrySet()) {
      Post post = each.getValue();
      LinkSession session = post.session;
      if (session != null) {
        any |= flush(post, session);
        any |= post.waiting.isEmpty() && sendOrders(each.getKey(), session);
      }
    }
    return any;
  }

  /** Sends what waits, in order; whether anything went. */
  private static boolean flush(Post post, LinkSession session) {
    boolean any = false;
    while (!post.waiting.isEmpty() && session.send(LinkLane.COMMAND, ControlCodec.encode(post.waiting.getFirst())) >= 0) {
      post.waiting.removeFirst();
      any = true;
    }
    return any;
  }

  /** Sends the orders for that gateway that are durable and have not gone; whether any went. */
  private boolean sendOrders(String gateway, LinkSession session) {
    boolean any = false;
    for (DeskOrder order : book.open()) {
      if (!order.sent && order.order().gateway().equals(gateway) && holds(order)) {
        long ageMs = Math.floorDiv(clock.monotonicNs() - order.acceptedNs, 1_000_000) + 1;
        Ordered message = new Ordered(withTimeToLive(order.order()), ageMs, session.mark());
        if (session.send(LinkLane.COMMAND, ControlCodec.encode(message)) >= 0) {
          order.sent();
          any = true;
        }
      }
    }
    return any;
  }

  private static Order withTimeToLive(Order order) {
    return new Order(order.idHigh(), order.idLow(), order.gateway(), order.action(), order.point(), order.kind(), order.bits(),
        timeToLive(order) / 1_000_000, order.originator(), order.from(), order.controlNumber(), order.test(), order.pulse());
  }

  /** A message of a gateway. */
  void onMessage(LinkSession session, byte[] bytes) {
    Post post = posts.computeIfAbsent(session.peer(), name -> new Post());
    ControlMessage message = ControlCodec.read(bytes);
    if (message instanceof Told told) {
      told(session.peer(), told);
    } else if (message instanceof Challenge challenge) {
      DeskOrder order = book.get(challenge.id());
      boolean holds = order != null && holds(order);
      post.put(new Confirmed(challenge.id(), challenge.nonce(), order == null || !holds ? -1
          : Math.floorDiv(clock.monotonicNs() - order.acceptedNs, 1_000_000) + 1));
    } else if (message instanceof NeverSeen never) {
      neverSeen(never);
    } else if (message instanceof TagTold told) {
      tags.told(session.peer(), told);
    } else if (message instanceof TagList list) {
      tags.list(session.peer(), list);
    }
  }

  private void neverSeen(NeverSeen never) {
    DeskOrder order = book.get(never.id());
    if (order == null || order.isFinal() || never.sendings() != order.sendings) {
      return; // an old answer: what was sent since may have arrived, and been operated
    }
    if (holds(order)) {
      order.sent = false;
    } else {
      end(order, CommandState.EXPIRED, AdditionalCause.TIME_LIMIT_OVER, order.restored
          ? "central was restarted before it arrived; nothing was operated" : "it did not arrive within its time to live; nothing was operated");
    }
  }

  private void told(String gateway, Told told) {
    DeskOrder order = book.get(told.id());
    if (order == null || !order.order().gateway().equals(gateway)) {
      return;
    }
    if (order.isFinal()) {
      if (order.givenUp && told.state().isFinal() && told.state() != order.state()) {
        order.givenUp = false;
        book.state(order, told.state(), told.cause(), "said late, after it had been given up as unknown: " + told.reason());
      }
      return;
    }
    boolean older = told.action() != order.order().action() && !told.state().isFinal();
    boolean backwards = !told.state().isFinal() && told.state().compareTo(order.state()) < 0;
    if (older || backwards || (told.state() == order.state() && told.reason().equals(order.reason()))) {
      return;
    }
    if (told.state().isFinal()) {
      end(order, told.state(), told.cause(), told.reason());
    } else {
      book.state(order, told.state(), told.cause(), told.reason());
      order.listeners.forEach(listener -> listener.onState(told.state(), told.cause(), told.reason()));
    }
  }

  /** Ends what is due; about ten times a second. */
  void tick() {
    long now = clock.monotonicNs();
    for (DeskOrder order : book.open()) {
      Post post = posts.get(order.order().gateway());
      boolean heard = post != null && post.isHeard();
      long over = now - order.acceptedNs - (order.restored ? 0 : timeToLive(order.order()));
      if (!order.sent && over >= 0) {
        end(order, CommandState.EXPIRED, AdditionalCause.TIME_LIMIT_OVER, "it was not sent within its time to live; nothing was operated");
      } else if (over >= (heard ? PATIENCE_NS : PATIENCE_UNHEARD_NS) && order.state() != CommandState.SELECTED) {
        order.givenUp = true;
        end(order, CommandState.UNKNOWN, null, "the gateway has not said what became of it. Look at the device");
      } else if (over >= (heard ? PATIENCE_NS : PATIENCE_UNHEARD_NS)) {
        end(order, CommandState.EXPIRED, AdditionalCause.TIME_LIMIT_OVER, "it was selected and not operated");
      } else if (heard && over >= 0 && now - order.askedNs >= ASK_EVERY_NS && post != null) {
        order.askedNs = now;
        post.put(new Asked(order.id(), order.sendings));
      }
    }
    book.commitOpen();
  }

  /** Hands on an approval; returns why not, or empty. */
  String approve(CommandId id, String who, String from) {
    DeskOrder order = book.get(id);
    Post post = order == null ? null : posts.get(order.order().gateway());
    if (order == null || order.isFinal()) {
      return "no command " + id + " is under way";
    }
    if (post == null || !post.isHeard()) {
      return "gateway \"" + order.order().gateway() + "\" is not heard";
    }
    book.note("approval", order, "by " + who + " from " + from);
    book.commitOpen();
    post.put(new Approved(id, who, from));
    return "";
  }

  /** Sets or clears a tag; returns why not, or empty. */
  String tag(boolean set, String gateway, String target, String who, String reason, String from) {
    String refusal = tags.order(set, gateway, target, who, reason, from);
    Post post = posts.get(gateway);
    if (refusal.isEmpty() && post != null) {
      tags.lastOrder().ifPresent(post::put);
    }
    return refusal;
  }

  /** Tags of all gateways. */
  List<io.busbar.api.command.ControlView.TagRow> tags() {
    return tags.rows();
  }

  /** Commands lately, newest first. */
  List<CommandRow> rows(int limit) {
    return book.rows(limit);
  }

  /** Why the journal cannot be written; empty if it can. */
  String failure() {
    return book.failure();
  }
}
