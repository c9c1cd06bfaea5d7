package io.busbar.infer.site;

import io.busbar.api.template.TemplateInference.Deviation;
import io.busbar.api.template.TemplateInference.Exceptional;
import io.busbar.infer.group.Grouping;
import io.busbar.infer.group.Grouping.Odd;
import io.busbar.infer.group.Kind;
import io.busbar.infer.group.Kind.Member;
import io.busbar.infer.list.FlatDevice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The files of a site. One use; not thread-safe. */
public final class SiteText {
  private static final int SHOWN = 12;

  private final TemplateNames names = new TemplateNames();
  private final Map<Kind, String> kinds = new LinkedHashMap<>();
  private final Map<String, String> files = new LinkedHashMap<>();
  private final Map<String, String> templates = new HashMap<>();
  private final List<Exceptional> exceptions = new ArrayList<>();
  private final Lines lines = new Lines();
  private final Map<String, Map<String, Integer>> bases = new HashMap<>();
  private final TreeSet<String> baseColumns = new TreeSet<>();

  /** Writes the site of that name; the devices in order of the list. */
  public SiteText(String site, List<FlatDevice> devices, Grouping grouping) {
    grouping.kinds().forEach(kind -> kinds.put(kind, names.of(kind.members().stream().map(member -> member.device().name()).toList())));
    kinds.forEach(this::kind);
    Map<String, Odd> odd = new HashMap<>();
    grouping.exceptions().forEach(each -> odd.put(each.device().name(), each));
    for (FlatDevice device : devices) {
      Odd exception = odd.get(device.name());
      if (exception != null) {
        exception(exception);
      }
      lines.seat(device, templates.getOrDefault(device.name(), ""), bases.getOrDefault(device.name(), Map.of()).toString());
    }
    files.put("site.yaml", site(site));
    files.put("devices.csv", devices(devices));
    if (!exceptions.isEmpty()) {
      files.put("exceptions.csv", exceptions());
    }
  }

  private void kind(Kind kind, String name) {
    Member first = kind.members().stream().min(Comparator.comparingInt(member -> member.begins().values().stream().mapToInt(each -> each).sum()))
        .orElseThrow();
    boolean moved = hasBase(kind);
    for (Member member : kind.members()) {
      templates.put(member.device().name(), name);
      if (moved) {
        Map<String, Integer> base = new LinkedHashMap<>();
        member.begins().forEach((space, begin) -> base.put(space, begin - first.begins().getOrDefault(space, 0)));
        boolean one = kind.ties() != null || base.values().stream().distinct().count() == 1;
        bases.put(member.device().name(), kind.ties() != null && one ? Map.of("base", base.values().iterator().next()) : perTable(base));
        baseColumns.addAll(bases.get(member.device().name()).keySet());
      }
    }
    Kind like = kind.like();
    List<String> comment = new ArrayList<>();
    comment.add(kind.members().size() + (kind.members().size() == 1 ? " device" : " devices") + ", " + first.device().points().size() + " points"
        + (moved ? "; addresses of " + first.device().name() + ", the base of the others is in devices.csv" : ""));
    if (like != null) {
      comment.add("nearly like " + kinds.get(like));
    }
    files.put("templates/" + name + ".yaml", TemplateText.of(first.device(), comment));
  }

  private static Map<String, Integer> perTable(Map<String, Integer> base) {
    Map<String, Integer> named = new LinkedHashMap<>();
    base.forEach((space, value) -> named.put(space.replaceAll("[^A-Za-z0-9]", "") + "Base", value));
    return named;
  }

  /** Whether the devices of a kind begin at different addresses. */
  public static boolean hasBase(Kind kind) {
    return kind.members().stream().map(Member::begins).distinct().count() > 1;
  }

  private void exception(Odd odd) {
    String like = String.valueOf(kinds.get(odd.like()));
    String name = names.of(like, odd.device().name());
    templates.put(odd.device().name(), name);
    exceptions.add(new Exceptional(odd.device().name(), like, name, odd.deviations()));
    List<String> comment = new ArrayList<>();
    comment.add("only " + odd.device().name() + ", which is like " + like + ", but:");
    odd.deviations().stream().limit(SHOWN).forEach(each -> comment.add("  " + each.words().replaceAll("\\p{Cntrl}", " ") + " (" + each.at() + ")"));
    files.put("templates/" + name + ".yaml", TemplateText.of(odd.device(), comment));
  }

  private String site(String site) {
    StringBuilder text = new StringBuilder("site: " + TemplateText.quoted(site) + "\n");
    lines.assumed().forEach(each -> text.append("# ").append(each).append('\n'));
    text.append("channels:\n");
    lines.channels().forEach((name, settings) -> text.append("  ").append(TemplateText.quoted(name)).append(": ").append(settings).append('\n'));
    return text.toString();
  }

  private String devices(List<FlatDevice> devices) {
    boolean shared = devices.stream().anyMatch(device -> lines.isShared(lines.of(device.name())));
    if (shared && baseColumns.isEmpty()) {
      baseColumns.add("base");
    }
    StringBuilder text = new StringBuilder("device,template,channel,unit");
    baseColumns.forEach(column -> text.append(',').append(column));
    text.append('\n');
    for (FlatDevice device : devices) {
      Lines.Seat seat = lines.of(device.name());
      text.append(String.join(",", device.name(), templates.getOrDefault(device.name(), ""), seat.channel(), seat.unit()));
      Map<String, Integer> base = bases.getOrDefault(device.name(), lines.isShared(seat) ? Map.of(baseColumns.first(), 0) : Map.of());
      baseColumns.forEach(column -> text.append(',').append(base.containsKey(column) ? String.valueOf(base.get(column)) : ""));
      text.append('\n');
    }
    return text.toString();
  }

  private String exceptions() {
    StringBuilder text = new StringBuilder("device,like,template,what,point,expected,found,where\n");
    for (Exceptional each : exceptions) {
      for (Deviation deviation : each.deviations()) {
        text.append(String.join(",", each.device(), each.like(), each.template(), deviation.what(), deviation.point(), cell(deviation.expected()),
            cell(deviation.found()), cell(deviation.at().toString()))).append('\n');
      }
    }
    return text.toString();
  }

  private static String cell(String text) {
    return text.matches("[^,;\"\\t\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"").replaceAll("[\\r\\n]", " ") + '"';
  }

  /** The files, text by name. */
  public Map<String, String> files() {
    return files;
  }

  /** The exceptions, in order of the list. */
  public List<Exceptional> exceptional() {
    return List.copyOf(exceptions);
  }

  /** Names of the kinds' templates, in order. */
  public Map<Kind, String> names() {
    return kinds;
  }

  /** What was made up, for people. */
  public List<String> assumed() {
    return lines.assumed();
  }
}
