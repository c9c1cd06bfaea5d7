package io.busbar.infer.site;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Names for templates, from those of their devices. Not thread-safe. */
final class TemplateNames {
  private static final int MAX_NAME = 60;

  private final Set<String> taken = new HashSet<>();

  /** What most of the devices are called, without their numbers. */
  String of(Collection<String> devices) {
    if (devices.size() == 1) {
      return free(devices.iterator().next());
    }
    Map<String, Integer> stems = new LinkedHashMap<>();
    devices.forEach(device -> stems.merge(device.replaceFirst("[\\s_.#-]*\\d+[\\s_.-]*$", ""), 1, Integer::sum));
    return free(stems.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse(""));
  }

  /** For the exception of a kind. */
  String of(String kind, String device) {
    return free(device.startsWith(kind) ? device : kind + " " + device);
  }

  private String free(String wanted) {
    String name = wanted.replaceAll("[^\\p{L}\\p{N}._ -]", "-").replaceAll("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$", "").replace(' ', '-');
    name = name.isEmpty() ? "kind" : name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
    String free = name;
    for (int n = 2; !taken.add(free.toLowerCase(java.util.Locale.ROOT)); n++) {
      free = name + "-" + n;
    }
    return free;
  }
}
