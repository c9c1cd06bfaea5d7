package io.busbar.sink.iec104.table;

import io.busbar.api.model.Problems;
import io.busbar.iec60870.apci.ApciTiming;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code iec104.yaml}. */
final class SettingsReader {
  private static final Set<String> NAMES = Set.of("listen", "zone", "clock", "timing", "commands", "groups", "tls");
  private static final Set<String> GROUP_NAMES = Set.of("listen", "clients", "connections", "keep", "records", "history");
  private static final double DAY_S = 86_400;
  private static final int MAX_GROUPS = 32;

  private final Path folder;
  private final Problems problems;

  SettingsReader(Path folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
  }

  StationSettings read(String file, String text) {
    YamlNode root = YamlNode.read(file, text, problems);
    root.only(NAMES);
    return new StationSettings(zone(root), root.word("clock", List.of("refuse", "confirm")).equals("confirm"), timing(root.child("timing")),
        commands(root.child("commands")), groups(root), tls(root));
  }

  private ZoneId zone(YamlNode root) {
    String zone = root.text("zone", "UTC");
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      problems.error(root.at("zone"), "zone", "\"" + zone + "\" is no time zone. Write one such as UTC or Europe/Berlin.");
      return ZoneOffset.UTC;
    }
  }

  private ApciTiming timing(YamlNode node) {
    node.only(Set.of("k", "w", "t1", "t2", "t3"));
    int k = (int) node.number("k", 12, 1, 32_767);
    int w = (int) node.number("w", Math.min(8, Math.max(1, k * 2 / 3)), 1, 32_767);
    long t1 = node.duration("t1", "15s", 255);
    long t2 = node.duration("t2", "10s", 255);
    long t3 = node.duration("t3", "20s", 172_800);
    if (t2 >= t1) {
      problems.error(node.at("t2"), "timing", "t2 must be less than t1: an acknowledgement is due before it is missed.");
      return ApciTiming.STANDARD;
    }
    return new ApciTiming(k, w, t1, t2, t3);
  }

  private StationSettings.Commands commands(YamlNode node) {
    node.only(Set.of("allowed", "timeToLive", "maxAge", "returnWithin"));
    boolean allowed = node.word("allowed", List.of("yes", "no", "true", "false")).matches("yes|true");
    long timeToLiveMs = node.has("timeToLive") ? node.duration("timeToLive", "30s", 3_600) / 1_000_000 : 0;
    return new StationSettings.Commands(allowed, timeToLiveMs, node.duration("maxAge", "10s", 3_600), node.duration("returnWithin", "5s", 600));
  }

  private List<GroupSpec> groups(YamlNode root) {
    String listen = address(root, "listen", "127.0.0.1:2404");
    List<GroupSpec> groups = new ArrayList<>();
    YamlNode all = root.child("groups");
    for (String name : all.names()) {
      if (!name.matches("[a-z0-9][a-z0-9-]{0,31}")) {
        problems.error(all.at(name), "group-name", "a group is named with lower-case letters, digits and dashes, not \"" + name + "\".");
        continue;
      }
      YamlNode node = all.child(name);
      node.only(GROUP_NAMES);
      List<String> clients = node.texts("clients");
      for (String client : clients) {
        if (!client.matches("[0-9.]+|[0-9a-fA-F:]+")) {
          problems.error(node.at("clients"), "client", "\"" + client + "\" is no IP address. Clients are known by address, as in 10.1.0.9.");
        }
      }
      groups.add(new GroupSpec(name, address(node, "listen", listen), Set.copyOf(clients), (int) node.number("connections", 4, 1, 16),
          node.duration("keep", "7d", 365 * DAY_S), node.number("records", 1_000_000, 100, 1_000_000_000),
          node.word("history", List.of("send", "skip")).equals("send")));
    }
    if (groups.size() > MAX_GROUPS) {
      problems.error(root.at("groups"), "groups", "there are " + groups.size() + " groups, at most " + MAX_GROUPS + " are served.");
    }
    if (groups.isEmpty()) {
      groups.add(new GroupSpec("scada", listen, Set.of(), 4, 7 * 86_400_000_000_000L, 1_000_000, true));
    }
    return groups;
  }

  private String address(YamlNode node, String name, String otherwise) {
    String text = node.text(name, otherwise);
    if (!text.matches("(\\[[0-9a-fA-F:]+]|[^:\\[\\]]+):[0-9]{1,5}") || Integer.parseInt(text.substring(text.lastIndexOf(':') + 1)) > 65_535) {
      problems.error(node.at(name), "address", name + " is HOST:PORT, as 10.1.0.5:2404, not \"" + text + "\".");
      return otherwise;
    }
    return text;
  }

  private StationSettings.@Nullable Tls tls(YamlNode root) {
    if (!root.has("tls")) {
      return null;
    }
    YamlNode node = root.child("tls");
    node.only(Set.of("keyStore", "trustStore", "passwordFile"));
    List<String> files = new ArrayList<>();
    for (String name : List.of("keyStore", "trustStore", "passwordFile")) {
      String file = node.text(name, "");
      if (file.isEmpty()) {
        problems.error(node.at(), "tls", name + " is missing: tls takes keyStore and trustStore (PKCS#12 files) and passwordFile.");
      }
      files.add(folder.resolve(file).toString());
    }
    return new StationSettings.Tls(files.get(0), files.get(1), files.get(2));
  }
}
