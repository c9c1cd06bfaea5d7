package io.busbar.control.guard;

import io.busbar.api.command.Command.Action;
import io.busbar.api.command.CommandProgress.AdditionalCause;
import io.busbar.api.command.Order;
import io.busbar.api.data.Quality;
import io.busbar.control.rules.ControlRules;
import io.busbar.control.rules.Image;
import io.busbar.control.rules.PointRule;
import io.busbar.control.rules.Role;
import io.busbar.control.wire.ControlMessage.Tag;
import org.jspecify.annotations.Nullable;

/** Judges whether a command is allowed now. Asked when it comes, and again just before the frame is written. */
final class Judge {
  private final Image image;
  private final TagBook tags;
  private final RateBook rates;

  Judge(Image image, TagBook tags, RateBook rates) {
    this.image = image;
    this.tags = tags;
    this.rates = rates;
  }

  /** A refusal. */
  record Verdict(AdditionalCause cause, String reason) {}

  /** Why not; null if it is allowed. */
  @Nullable Verdict judge(ControlRules rules, PointRule rule, Order order, long nowNs) {
    boolean opening = rule.isOpening(order);
    String forbidden = rules.forbids(order.originator().ident(), opening ? Role.OPEN : Role.CLOSE, order.point(), order.from());
    if (!forbidden.isEmpty()) {
      return new Verdict(AdditionalCause.NO_ACCESS_AUTHORITY, forbidden);
    }
    if (order.action() == Action.CANCEL) {
      return null;
    }
    Verdict hierarchy = hierarchy(rule, opening);
    if (hierarchy != null) {
      return hierarchy;
    }
    Tag tag = opening ? null : tags.on(order.point());
    if (tag != null) {
      return new Verdict(AdditionalCause.BLOCKED_BY_PROCESS, tag.target() + " has a hot-line tag of " + tag.owner() + ": " + tag.reason()
          + ". It blocks closing until its owner clears it");
    }
    String locked = (opening ? rule.interlockOpen() : rule.interlock()).complaint(image);
    if (!locked.isEmpty()) {
      return new Verdict(AdditionalCause.BLOCKED_BY_INTERLOCKING, locked);
    }
    if (!opening && !rates.allows(order.point(), rule.ratePerMinute(), nowNs)) {
      return new Verdict(AdditionalCause.BLOCKED_BY_PROCESS, order.point() + " takes " + rule.ratePerMinute()
          + " commands a minute that do not open; wait a moment");
    }
    return null;
  }

  /** Local means local; where it is not known, nothing is closed from afar. */
  private @Nullable Verdict hierarchy(PointRule rule, boolean opening) {
    if (rule.remote().isEmpty()) {
      return null;
    }
    Image.Reading reading = image.read(rule.remote());
    if (reading == null || !Quality.isGood(reading.quality())) {
      return opening ? null : new Verdict(AdditionalCause.BLOCKED_BY_SWITCHING_HIERARCHY, "whether " + rule.remote()
          + " stands on remote is not known: it has no good value");
    }
    return reading.value() != 0 ? null : new Verdict(AdditionalCause.BLOCKED_BY_SWITCHING_HIERARCHY, rule.remote() + " stands on local");
  }
}
