package io.busbar.api.command;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What people see and do about controls besides ordering them: recent commands, hot-line tags, approvals, the audit log. A service of the
 * control bundle, at a gateway for its own and at central for all. Thread-safe; what is changed blocks for a commit.
 */
@ProviderType
public interface ControlView {
  /** An identity that no command has had, for one who orders without one; nobody can guess it. */
  CommandId newId();

  /** Commands lately, newest first. */
  List<CommandRow> commands(int limit);

  /** Hot-line tags that are set. */
  List<TagRow> tags();

  /**
   * Sets a hot-line tag: it blocks closing, never opening.
   *
   * @param gateway name of the site; empty at a gateway
   * @param target {@code device/point}, or {@code device} for all of its points
   * @param who its owner
   * @return empty if it is set here; else why it was refused and what to do
   */
  String setTag(String gateway, String target, String who, String reason, String from);

  /** Clears one; as {@link #setTag}. Only its owner or a supervisor may, and a supervisor says why. */
  String clearTag(String gateway, String target, String who, String reason, String from);

  /**
   * A second person approves an order that waits for one.
   *
   * @return empty if that was handed on; else why not
   */
  String approve(CommandId id, String who, String from);

  /** The last records of the audit log, newest first, as lines for people. */
  List<String> audit(int limit);

  /** Reads the whole audit log and says whether anything of it was edited, dropped or put in another order. Takes its time. */
  AuditCheck verifyAudit();

  /** What is to be said about how controls are configured, for people; empty if nothing is. */
  String notice();

  /**
   * A command.
   *
   * @param id its identity, 32 hexadecimal digits
   * @param gateway name of the site
   * @param action what was wanted
   * @param point {@code device/point}
   * @param value as text
   * @param state where it stands
   * @param reason why, for people; may be empty
   * @param who originator
   * @param from where it was handed in
   * @param orderedNs wall time at which it was handed in, ns
   * @param changedNs wall time of its state, ns
   */
  record CommandRow(String id, String gateway, Command.Action action, String point, String value, CommandState state, String reason,
      String who, String from, long orderedNs, long changedNs) {}

  /**
   * A hot-line tag.
   *
   * @param gateway name of the site
   * @param target {@code device/point} or {@code device}
   * @param owner who has set it
   * @param reason why
   * @param sinceNs wall time, ns
   * @param confirmed whether the site has it; false while the radio is down
   * @param clearing whether it is to be cleared and the site has not confirmed that
   * @param refused why the site refused what was last ordered of it; empty if it did not. One that is refused and not confirmed is not set
   */
  record TagRow(String gateway, String target, String owner, String reason, long sinceNs, boolean confirmed, boolean clearing,
      String refused) {}

  /**
   * What a check of the audit log has found.
   *
   * @param intact whether nothing was changed
   * @param records looked at
   * @param text for people: what and where, or that all is well
   */
  record AuditCheck(boolean intact, long records, String text) {}
}
