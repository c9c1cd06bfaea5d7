package io.busbar.control.guard;

import io.busbar.api.time.BusClock;
import io.busbar.control.audit.AuditRecord;
import io.busbar.control.audit.AuditTrail;
import io.busbar.control.rules.ControlRules;
import io.busbar.control.rules.Role;
import io.busbar.control.wire.ControlMessage.Tag;
import java.io.IOException;
import java.util.List;

/** Sets and clears hot-line tags at a gateway. Under the guard's lock: callers hold it. */
public final class TagDesk {
  private static final String KEY = "t/";

  private final AuditTrail trail;
  private final BusClock clock;
  private final TagBook tags;

  TagDesk(AuditTrail trail, BusClock clock, TagBook tags) {
    this.trail = trail;
    this.clock = clock;
    this.tags = tags;
    trail.kept(KEY).values().forEach(bytes -> {
      Tag tag = TagBook.read(bytes);
      if (tag != null) {
        tags.put(tag);
      }
    });
  }

  /** All tags. */
  public List<Tag> all() {
    return tags.all();
  }

  /** Sets a tag; returns why not, or empty. Blocks for a commit. */
  public String set(ControlRules rules, String target, String who, String reason, String from) {
    Tag there = tags.get(target);
    String refusal = who.isBlank() || reason.isBlank() ? "a tag has an owner and a reason"
        : !rules.hasTarget(target) ? "there is no point or device \"" + target + "\" at " + rules.site()
        : there != null && !there.owner().equals(who) ? target + " has a tag of " + there.owner() + " already: " + there.reason()
        : there == null && tags.isFull() ? "there are " + TagBook.MAX_TAGS + " tags already" : rules.forbids(who, Role.TAG, target, from);
    if (!refusal.isEmpty()) {
      return note("tag refused", target, who, from, refusal, refusal);
    }
    Tag tag = new Tag(target, who, reason, clock.wallNs());
    tags.put(tag);
    trail.keep(KEY + target, TagBook.bytes(tag));
    return note("tag set", target, who, from, reason, "");
  }

  /** Clears a tag; returns why not, or empty. Blocks for a commit. */
  public String clear(ControlRules rules, String target, String who, String reason, String from) {
    Tag there = tags.get(target);
    if (there == null) {
      return "";
    }
    boolean owner = there.owner().equals(who);
    String refusal = !owner && (!rules.hasRoles() || !rules.forbids(who, Role.SUPERVISE, target, from).isEmpty())
        ? "only " + there.owner() + " or a supervisor clears the tag of " + target : !owner && reason.isBlank()
        ? "a supervisor who clears the tag of somebody else says why" : owner && !rules.hasRoles() ? rules.forbids(who, Role.TAG, target, from) : "";
    if (!refusal.isEmpty()) {
      return note("tag refused", target, who, from, refusal, refusal);
    }
    tags.remove(target);
    trail.keep(KEY + target, new byte[0]);
    return note("tag cleared", target, who, from, (owner ? "" : "tag of " + there.owner() + ": ") + reason, "");
  }

  private String note(String what, String target, String who, String from, String text, String answer) {
    trail.add(new AuditRecord(clock.wallNs(), what, "", target, "", who, from, text));
    try {
      trail.commit();
    } catch (IOException e) {
      return answer.isEmpty() ? "the control journal cannot be written: " + e.getMessage() : answer;
    }
    return answer;
  }
}
