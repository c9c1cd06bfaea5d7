package io.busbar.control.wire;

import io.busbar.api.command.Command.Action;
import io.busbar.api.command.Command;
import io.busbar.api.command.CommandId;
import io.busbar.api.command.CommandState;
import io.busbar.api.command.Order;
import io.busbar.api.data.Kind;
import io.busbar.api.link.LinkMark;
import io.busbar.control.wire.ControlMessage.Approved;
import io.busbar.control.wire.ControlMessage.Asked;
import io.busbar.control.wire.ControlMessage.Challenge;
import io.busbar.control.wire.ControlMessage.Confirmed;
import io.busbar.control.wire.ControlMessage.NeverSeen;
import io.busbar.control.wire.ControlMessage.Ordered;
import io.busbar.control.wire.ControlMessage.Tag;
import io.busbar.control.wire.ControlMessage.TagList;
import io.busbar.control.wire.ControlMessage.TagOrder;
import io.busbar.control.wire.ControlMessage.TagTold;
import io.busbar.control.wire.ControlMessage.Told;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of messages in the lane of commands. Numbers have the high byte first; a text is its length in two bytes and UTF-8; bytes behind
 * what is known are ignored, so a newer peer may say more. Reading never throws: what cannot be read is null.
 *
 * <pre>
 * +------+-----------+----------------------------------------------------------------------------------+
 * |  1   | id 16     | action u8 | kind u8 | value u64 | time to live ms u64 | category u8                 |  Ordered
 * |      |           | control number u8 | test u8 | on, off, count u64 | gateway, point, who, from        |
 * |      |           | age ms u64 | session u64 | packet u64                                            |
 * |  2   | id 16     | nonce u64                                                                        |  Challenge
 * |  3   | id 16     | nonce u64 | age ms u64, −1 if it does not hold any more                          |  Confirmed
 * |  4   | id 16     | action u8 | state u8 | cause | reason                                          |  Told
 * |  5   | id 16     | sendings u8                                                                      |  Asked
 * |  6   | id 16     | sendings u8                                                                      |  NeverSeen
 * |  7   | id 16     | who | from                                                                       |  Approved
 * |  8   | serial u64| set u8 | target | who | reason | from                                            |  TagOrder
 * |  9   | serial u64| target | refusal                                                                 |  TagTold
 * | 10   | n u8      | n × ( target | owner | reason | since u64 )                                      |  TagList
 * +------+-----------+----------------------------------------------------------------------------------+
 * </pre>
 */
public final class ControlCodec {
  /** Most tags that a list tells. */
  public static final int MAX_TAGS = 64;

  private static final int ORDERED = 1;
  private static final int CHALLENGE = 2;
  private static final int CONFIRMED = 3;
  private static final int TOLD = 4;
  private static final int ASKED = 5;
  private static final int NEVER_SEEN = 6;
  private static final int APPROVED = 7;
  private static final int TAG_ORDER = 8;
  private static final int TAG_TOLD = 9;
  private static final int TAG_LIST = 10;

  private static final List<Kind> KINDS = List.of(Kind.values());

  private ControlCodec() {}

  /** The bytes of a message. */
  public static byte[] encode(ControlMessage message) {
    ByteSink out = new ByteSink();
    if (message instanceof Ordered ordered) {
      order(out.u8(ORDERED), ordered.order());
      out.u64(ordered.ageMs()).u64(ordered.mark().session()).u64(ordered.mark().packet());
    } else if (message instanceof Challenge it) {
      id(out.u8(CHALLENGE), it.id()).u64(it.nonce());
    } else if (message instanceof Confirmed it) {
      id(out.u8(CONFIRMED), it.id()).u64(it.nonce()).u64(it.ageMs());
    } else if (message instanceof Told it) {
      Codes.state(id(out.u8(TOLD), it.id()).u8(Codes.ACTIONS.indexOf(it.action())), it.state(), it.cause()).text(it.reason());
    } else if (message instanceof Asked it) {
      id(out.u8(ASKED), it.id()).u8(it.sendings());
    } else if (message instanceof NeverSeen it) {
      id(out.u8(NEVER_SEEN), it.id()).u8(it.sendings());
    } else if (message instanceof Approved it) {
      id(out.u8(APPROVED), it.id()).text(it.who()).text(it.from());
    } else if (message instanceof TagOrder it) {
      out.u8(TAG_ORDER).u64(it.serial()).u8(it.set() ? 1 : 0).text(it.target()).text(it.who()).text(it.reason()).text(it.from());
    } else if (message instanceof TagTold it) {
      out.u8(TAG_TOLD).u64(it.serial()).text(it.target()).text(it.refusal());
    } else if (message instanceof TagList it) {
      List<Tag> tags = it.tags().subList(0, Math.min(MAX_TAGS, it.tags().size()));
      out.u8(TAG_LIST).u8(tags.size());
      tags.forEach(tag -> out.text(tag.target()).text(tag.owner()).text(tag.reason()).u64(tag.sinceNs()));
    }
    return out.toBytes();
  }

  private static ByteSink id(ByteSink out, CommandId id) {
    return out.u64(id.high()).u64(id.low());
  }

  /** Writes an order; {@link #order(ByteSource)} reads it. */
  public static void order(ByteSink out, Order order) {
    out.u64(order.idHigh()).u64(order.idLow()).u8(Codes.ACTIONS.indexOf(order.action())).u8(order.kind().code()).u64(order.bits())
        .u64(order.timeToLiveMs()).u8(order.originator().category()).u8(order.controlNumber()).u8(order.test() ? 1 : 0)
        .u64(order.pulse().onMs()).u64(order.pulse().offMs()).u64(order.pulse().count()).text(order.gateway()).text(order.point())
        .text(order.originator().ident()).text(order.from());
  }

  /** Reads an order; what is wrong shows in the source. */
  public static Order order(ByteSource in) {
    long high = in.u64();
    long low = in.u64();
    Action action = in.one(Codes.ACTIONS);
    Kind kind = in.one(KINDS);
    long bits = in.u64();
    long timeToLive = in.u64();
    int category = in.u8();
    int number = in.u8();
    boolean test = in.u8() != 0;
    Command.Pulse pulse = new Command.Pulse(in.u64(), in.u64(), (int) in.u64());
    String gateway = in.text();
    String point = in.text();
    return new Order(high, low, gateway, action, point, kind, bits, timeToLive, new Command.Originator(category, in.text()), in.text(), number,
        test, pulse);
  }

  /** A message, or null if the bytes are none that is known here. */
  public static @Nullable ControlMessage read(byte[] bytes) {
    ByteSource in = new ByteSource(bytes);
    ControlMessage message = switch (in.u8()) {
      case ORDERED -> new Ordered(order(in), in.u64(), new LinkMark(in.u64(), in.u64()));
      case CHALLENGE -> new Challenge(id(in), in.u64());
      case CONFIRMED -> new Confirmed(id(in), in.u64(), in.u64());
      case TOLD -> told(in);
      case ASKED -> new Asked(id(in), in.u8());
      case NEVER_SEEN -> new NeverSeen(id(in), in.u8());
      case APPROVED -> new Approved(id(in), in.text(), in.text());
      case TAG_ORDER -> new TagOrder(in.u64(), in.u8() != 0, in.text(), in.text(), in.text(), in.text());
      case TAG_TOLD -> new TagTold(in.u64(), in.text(), in.text());
      case TAG_LIST -> tags(in);
      default -> null;
    };
    return in.failed() ? null : message;
  }

  private static CommandId id(ByteSource in) {
    return new CommandId(in.u64(), in.u64());
  }

  private static Told told(ByteSource in) {
    CommandId id = id(in);
    Action action = in.one(Codes.ACTIONS);
    CommandState state = Codes.state(in);
    return new Told(id, action, state, Codes.cause(in), in.text());
  }

  private static TagList tags(ByteSource in) {
    int count = in.u8();
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < count && !in.failed(); i++) {
      tags.add(new Tag(in.text(), in.text(), in.text(), in.u64()));
    }
    return new TagList(tags);
  }
}
