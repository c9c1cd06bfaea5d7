package io.busbar.control.desk;

import io.busbar.api.command.ControlView.TagRow;
import io.busbar.api.time.BusClock;
import io.busbar.control.audit.AuditRecord;
import io.busbar.control.audit.AuditTrail;
import io.busbar.control.wire.ByteSink;
import io.busbar.control.wire.ByteSource;
import io.busbar.control.wire.ControlMessage.Tag;
import io.busbar.control.wire.ControlMessage.TagList;
import io.busbar.control.wire.ControlMessage.TagOrder;
import io.busbar.control.wire.ControlMessage.TagTold;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Hot-line tags as central knows them; each site decides, and what it has not confirmed is shown so. Under the desk's lock. */
final class CentralTags {
  /** Most tags of all gateways. */
  static final int MAX_TAGS = 4_096;
  /** Most refusals that are shown. */
  static final int MAX_REFUSED = 100;

  private static final System.Logger LOG = System.getLogger("io.busbar.control");
  private static final String KEY = "t/";

  private final AuditTrail trail;
  private final BusClock clock;
  private final Map<String, Known> known = new TreeMap<>();
  private long lastSerial;
  private @Nullable TagOrder last;
  /** What sites have refused, until the next order of the same: for people, and not durable; the audit log has it for good. */
  private final Map<String, Refusal> refused = new LinkedHashMap<>();

  /**
   * A tag.
   *
   * @param pending what the site has not confirmed yet, or null
   */
  private record Known(String gateway, Tag tag, boolean confirmed, @Nullable TagOrder pending) {}

  /** A tag as it was ordered, and why the site refused. */
  private record Refusal(String gateway, Tag tag, String reason) {}

  CentralTags(AuditTrail trail, BusClock clock) {
    this.trail = trail;
    this.clock = clock;
    this.lastSerial = clock.wallNs();
    trail.kept(KEY).forEach((key, bytes) -> {
      Known read = read(bytes);
      if (read != null) {
        known.put(key, read);
      }
    });
  }

  private static String key(String gateway, String target) {
    return gateway + "/" + target;
  }

  /** Orders what is wanted; returns why not, or empty. */
  String order(boolean set, String gateway, String target, String who, String reason, String from) {
    Known there = known.get(key(gateway, target));
    last = null;
    if (gateway.isBlank() || target.isBlank() || who.isBlank() || (set && reason.isBlank())) {
      return "a tag needs a gateway, a point or device, who sets it, and why";
    }
    if (set && there != null && !there.tag().owner().equals(who)) {
      return target + " has a tag of " + there.tag().owner() + " already: " + there.tag().reason();
    }
    if (!set && there == null) {
      return "";
    }
    if (set && known.size() >= MAX_TAGS) {
      return "there are " + MAX_TAGS + " tags already";
    }
    TagOrder wanted = new TagOrder(++lastSerial, set, target, who, reason, from);
    Tag tag = there == null || set ? new Tag(target, who, reason, clock.wallNs()) : there.tag();
    refused.remove(key(gateway, target));
    put(new Known(gateway, tag, there != null && there.confirmed(), wanted));
    last = wanted;
    return note(set ? "tag ordered" : "tag clearing ordered", gateway, target, who, from, reason);
  }

  /** What the last order has to send. */
  Optional<TagOrder> lastOrder() {
    return Optional.ofNullable(last);
  }

  /** What a gateway has not confirmed. */
  List<TagOrder> pending(String gateway) {
    List<TagOrder> orders = new ArrayList<>();
    for (Known each : known.values()) {
      if (each.gateway().equals(gateway) && each.pending() != null) {
        orders.add(each.pending());
      }
    }
    return orders;
  }

  /** A gateway has done what was ordered, or not. */
  void told(String gateway, TagTold told) {
    Known there = known.get(key(gateway, told.target()));
    TagOrder pending = there == null ? null : there.pending();
    if (there == null || pending == null || pending.serial() != told.serial()) {
      return;
    }
    boolean done = told.refusal().isEmpty();
    if (!done) {
      refused.put(key(gateway, told.target()), new Refusal(gateway, there.tag(), told.refusal()));
      if (refused.size() > MAX_REFUSED) {
        refused.remove(refused.keySet().iterator().next());
      }
    }
    if (done == pending.set() || (!done && there.confirmed())) {
      put(new Known(gateway, there.tag(), true, null));
    } else {
      remove(gateway, told.target());
    }
    note(done ? "tag confirmed by the site" : "tag refused by the site", gateway, told.target(), pending.who(), pending.from(), told.refusal());
  }

  /** All tags of a site as it has them. */
  void list(String gateway, TagList list) {
    for (Known each : List.copyOf(known.values())) {
      if (each.gateway().equals(gateway) && each.pending() == null
          && list.tags().stream().noneMatch(tag -> tag.target().equals(each.tag().target()))) {
        remove(gateway, each.tag().target());
      }
    }
    for (Tag tag : list.tags()) {
      Known there = known.get(key(gateway, tag.target()));
      if (there == null || there.pending() == null) {
        put(new Known(gateway, tag, true, null));
      } else if (!there.pending().set()) {
        put(new Known(gateway, tag, true, there.pending()));
      }
    }
    commit();
  }

  List<TagRow> rows() {
    List<TagRow> rows = new ArrayList<>();
    for (Map.Entry<String, Known> each : known.entrySet()) {
      Known tag = each.getValue();
      TagOrder pending = tag.pending();
      Refusal refusal = refused.get(each.getKey());
      rows.add(new TagRow(tag.gateway(), tag.tag().target(), tag.tag().owner(), tag.tag().reason(), tag.tag().sinceNs(),
          tag.confirmed() && (pending == null || !pending.set()), pending != null && !pending.set(), refusal == null ? "" : refusal.reason()));
    }
    refused.forEach((key, refusal) -> {
      if (!known.containsKey(key)) {
        rows.add(new TagRow(refusal.gateway(), refusal.tag().target(), refusal.tag().owner(), refusal.tag().reason(), refusal.tag().sinceNs(),
            false, false, refusal.reason()));
      }
    });
    return rows;
  }

  private void put(Known each) {
    known.put(key(each.gateway(), each.tag().target()), each);
    TagOrder pending = each.pending();
    ByteSink out = new ByteSink().u8(1).text(each.gateway()).text(each.tag().target()).text(each.tag().owner()).text(each.tag().reason())
        .u64(each.tag().sinceNs()).u8(each.confirmed() ? 1 : 0).u8(pending == null ? 0 : pending.set() ? 1 : 2);
    if (pending != null) {
      out.u64(pending.serial()).text(pending.who()).text(pending.reason()).text(pending.from());
    }
    trail.keep(KEY + key(each.gateway(), each.tag().target()), out.toBytes());
  }

  private static @Nullable Known read(byte[] bytes) {
    ByteSource in = new ByteSource(bytes);
    int version = in.u8();
    String gateway = in.text();
    Tag tag = new Tag(in.text(), in.text(), in.text(), in.u64());
    boolean confirmed = in.u8() != 0;
    int pending = in.u8();
    TagOrder order = pending == 0 ? null : new TagOrder(in.u64(), pending == 1, tag.target(), in.text(), in.text(), in.text());
    return in.failed() || version != 1 ? null : new Known(gateway, tag, confirmed, order);
  }

  private void remove(String gateway, String target) {
    known.remove(key(gateway, target));
    trail.keep(KEY + key(gateway, target), new byte[0]);
  }

  private String note(String what, String gateway, String target, String who, String from, String text) {
    trail.add(new AuditRecord(clock.wallNs(), what, "", gateway + "/" + target, "", who, from, text));
    return commit();
  }

  private String commit() {
    try {
      trail.commit();
      return "";
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "a tag is not written down yet: " + e.getMessage());
      return "central's control journal cannot be written: " + e.getMessage();
    }
  }
}
