package io.busbar.console.rest;

import io.busbar.api.data.DeviceState;
import io.busbar.api.health.HealthReport;
import io.busbar.api.link.LinkStatus;
import io.busbar.api.model.ModelControl;
import io.busbar.api.model.Problem;
import io.busbar.api.model.SitePlans;
import io.busbar.api.view.CentralView.GatewayRow;
import io.busbar.api.view.ChannelRow;
import io.busbar.api.view.DeviceRow;
import io.busbar.console.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What needs a technician's attention, each thing once, worst first: the head of the pages and of {@code busbar status}. Several parts
 * may report the same trouble (a channel is silent because its only device is, health repeats what the channel says): here it is told
 * by the one that can say most.
 */
final class Attention {
  /** Things listed at most; the rest is counted. */
  static final int MAX_ITEMS = 60;
  /** Mistakes of a refused edit listed at most. */
  static final int MAX_DETAILS = 20;

  private static final String SITE_FOLDER = "site folder";
  private static final String CHANNEL = "channel ";
  private static final String LINK = "link";

  private final List<Item> items = new ArrayList<>();

  /**
   * One thing.
   *
   * @param critical whether data or control is affected now
   * @param part what kind of thing, in a word or two
   * @param name which one; may be empty
   * @param text what is wrong and what to do
   * @param sinceNs wall time since when; 0 if not known
   * @param lastGoodNs wall time of a device's last good reply; 0 if there was none, −1 if it is no device
   * @param details more lines
   */
  private record Item(boolean critical, String part, String name, String text, long sinceNs, long lastGoodNs, List<String> details) {
    Item(boolean critical, String part, String name, String text, long sinceNs) {
      this(critical, part, name, text, sinceNs, -1, List.of());
    }
  }

  /** Parts that are not there. */
  Attention missing(List<String> parts, String consequence) {
    parts.forEach(part -> items.add(new Item(true, part, "", "The " + part + " is not running" + consequence + ". The log says why.", 0)));
    return this;
  }

  /** A change of the site that waits for its confirmation, if one does. */
  Attention unconfirmed(SitePlans.@Nullable Unconfirmed waiting) {
    if (waiting != null) {
      long seconds = (waiting.leftMs() + 999) / 1000;
      items.add(new Item(false, SITE_FOLDER, "", "A change" + (waiting.who().isEmpty() ? "" : " by " + waiting.who()) + " goes back to version "
          + waiting.back() + " in " + (seconds < 120 ? seconds + " s" : (seconds + 59) / 60 + " min") + " unless it is confirmed: busbar confirm.",
          0));
    }
    return this;
  }

  /** Channels and devices of a gateway. */
  Attention plant(List<ChannelRow> channels, List<DeviceRow> devices) {
    List<String> told = new ArrayList<>();
    for (ChannelRow channel : channels) {
      List<DeviceRow> own = devices.stream().filter(device -> device.channel().equals(channel.channel())).toList();
      boolean silent = !own.isEmpty() && own.stream().allMatch(device -> device.state().isLost());
      if (!channel.ok() && !(silent && own.size() == 1)) {
        items.add(new Item(true, "CHANNEL", channel.channel(), channel.state().replace(": " + channel.channel() + ": ", ": "), 0));
        told.add(channel.channel());
      }
    }
    devices.stream().filter(device -> !told.contains(device.channel())).forEach(device -> device(device, device.device() + " on "
        + device.channel()));
    return this;
  }

  /** Devices of a gateway, at central. */
  Attention devices(String gateway, List<DeviceRow> devices) {
    devices.forEach(device -> device(device, gateway + " / " + device.device()));
    return this;
  }

  private void device(DeviceRow device, String name) {
    boolean waits = device.state() == DeviceState.UNKNOWN && !device.reason().isEmpty();
    if (device.state().isLost() || device.state() == DeviceState.EXCEPTION || waits) {
      items.add(new Item(device.state().isLost(), Rows.words(device.state()), name, without(device.channel(), without(device.device(),
          device.reason())), 0, device.lastGoodNs(), List.of()));
    }
  }

  /** A reason that begins with a name that stands before it already. */
  private static String without(String name, String reason) {
    return !name.isEmpty() && reason.startsWith(name + ": ") ? reason.substring(name.length() + 2) : reason;
  }

  /** An edit that was refused. */
  Attention refusal(ModelControl.Refusal refusal, boolean somethingRuns) {
    List<String> details = new ArrayList<>(refusal.problems().stream().limit(MAX_DETAILS).map(Problem::toString).toList());
    if (refusal.problems().size() > MAX_DETAILS) {
      details.add("and " + (refusal.problems().size() - MAX_DETAILS) + " more; \"busbar check\" lists all.");
    }
    items.add(somethingRuns
        ? new Item(false, "EDIT REFUSED", "", "What ran before keeps running.", refusal.atNs(), -1, details)
        : new Item(true, "SITE REFUSED", "", "Nothing runs yet.", refusal.atNs(), -1, details));
    return this;
  }

  /** Links that are down since a time, where health does not tell it better; and what the journal cannot do. */
  Attention delivery(List<LinkStatus> links, String journalFailure, List<HealthReport> health) {
    if (health.stream().noneMatch(report -> report.part().startsWith(LINK))) {
      links.stream().filter(link -> !link.up() && link.since() > 0).forEach(link ->
          items.add(new Item(true, "LINK", link.peer(), link.detail(), link.since())));
    }
    if (!journalFailure.isEmpty() && health.stream().noneMatch(report -> report.part().equals("journal"))) {
      items.add(new Item(true, "JOURNAL", "", journalFailure, 0));
    }
    return this;
  }

  /** Gateways that central does not hear. */
  Attention gateways(List<GatewayRow> gateways) {
    gateways.stream().filter(gateway -> !gateway.link().up()).forEach(gateway -> items.add(new Item(true, "NO LINK", gateway.name(),
        "Values are as of then; the gateway keeps what it reads. " + gateway.link().detail(), gateway.link().since())));
    return this;
  }

  /** Reports of health that nothing above has told. */
  Attention health(List<HealthReport> reports, List<ChannelRow> channels, boolean refused) {
    for (HealthReport report : reports) {
      String part = report.part();
      boolean told = (part.equals(SITE_FOLDER) && refused)
          || channels.stream().anyMatch(channel -> !channel.ok() && part.equals(CHANNEL + channel.channel()));
      if (!told && report.level() != HealthReport.Level.OK) {
        items.add(new Item(report.level() == HealthReport.Level.CRITICAL, part, "", report.text(), report.sinceNs()));
      }
    }
    return this;
  }

  /** Puts {@code attention} into an object: the list, and how many there are in all. */
  void put(Json json) {
    List<Item> sorted = items.stream().sorted(Comparator.comparing((Function<Item, Boolean>) Item::critical).reversed()).toList();
    json.put("attentionTotal", sorted.size());
    json.objects("attention", sorted.stream().limit(MAX_ITEMS).toList(), (inner, item) -> {
      inner.put("level", item.critical() ? HealthReport.Level.CRITICAL.name() : HealthReport.Level.WARNING.name());
      inner.put("part", item.part()).put("name", item.name()).put("text", item.text()).time("sinceNs", item.sinceNs());
      inner.put("device", item.lastGoodNs() >= 0).time("lastGoodNs", Math.max(0, item.lastGoodNs())).texts("details", item.details());
    });
  }
}
