package io.busbar.control.wire;

import io.busbar.api.command.Command.Action;
import io.busbar.api.command.CommandId;
import io.busbar.api.command.CommandProgress.AdditionalCause;
import io.busbar.api.command.CommandState;
import io.busbar.api.command.Order;
import io.busbar.api.link.LinkMark;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message in the lane of commands. */
public sealed interface ControlMessage {
  /**
   * Central hands on an order.
   *
   * @param order the order as it was handed in
   * @param ageMs how old it was at the mark, ms
   * @param mark moment of the session
   */
  record Ordered(Order order, long ageMs, LinkMark mark) implements ControlMessage {}

  /**
   * The gateway cannot bound the age of an order and asks whether it still holds.
   *
   * @param nonce random, so that no old answer fits
   */
  record Challenge(CommandId id, long nonce) implements ControlMessage {}

  /**
   * Central's answer.
   *
   * @param ageMs how old the order was when this was made, ms; −1 if it does not hold any more
   */
  record Confirmed(CommandId id, long nonce, long ageMs) implements ControlMessage {}

  /**
   * The gateway says where a command stands.
   *
   * @param action what was last wanted of it
   * @param cause why not; null where there is none
   */
  record Told(CommandId id, Action action, CommandState state, @Nullable AdditionalCause cause, String reason) implements ControlMessage {}

  /**
   * Central asks where a command stands.
   *
   * @param sendings how often it has sent the order by now, modulo 256
   */
  record Asked(CommandId id, int sendings) implements ControlMessage {}

  /**
   * The gateway has never seen it, or forgot it long after its end.
   *
   * @param sendings as the question had it: what was sent since may have arrived
   */
  record NeverSeen(CommandId id, int sendings) implements ControlMessage {}

  /** A second person has approved it at central. */
  record Approved(CommandId id, String who, String from) implements ControlMessage {}

  /**
   * Central sets or clears a hot-line tag.
   *
   * @param serial of central, for the answer
   */
  record TagOrder(long serial, boolean set, String target, String who, String reason, String from) implements ControlMessage {}

  /**
   * The gateway has done that, or not.
   *
   * @param refusal why not; empty if it is done
   */
  record TagTold(long serial, String target, String refusal) implements ControlMessage {}

  /** All tags that are set at the site; said at the beginning of a session and after each change there. */
  record TagList(List<Tag> tags) implements ControlMessage {
    /** Copies the list. */
    public TagList {
      tags = List.copyOf(tags);
    }
  }

  /**
   * A hot-line tag.
   *
   * @param target {@code device/point}, or {@code device}
   * @param sinceNs wall time, ns
   */
  record Tag(String target, String owner, String reason, long sinceNs) {}
}
