package io.busbar.deploy.store;

import java.util.ArrayList;
import java.util.List;

/**
 * What is being tried, as the file {@code trial} says it: {@code ID SINCE-NS WINDOW-MS LAST-EXCHANGE-NS}, then a line for each device that
 * was well before.
 *
 * @param id set on trial
 * @param sinceNs wall time of its beginning, ns
 * @param windowMs how long it has to prove itself
 * @param lastExchangeNs wall time of the last exchange with a device before, ns; 0 if there was none
 * @param devices that were well before
 */
public record TrialNote(String id, long sinceNs, long windowMs, long lastExchangeNs, List<String> devices) {
  /** Copies the list. */
  public TrialNote {
    devices = List.copyOf(devices);
  }

  String text() {
    List<String> lines = new ArrayList<>(List.of(id + " " + sinceNs + " " + windowMs + " " + lastExchangeNs));
    lines.addAll(devices);
    return String.join("\n", lines) + "\n";
  }

  /** Reads one; of a torn one there is only the ID. */
  static TrialNote parse(String text) {
    List<String> lines = List.of(text.split("\n", -1));
    String[] words = lines.get(0).split(" ", -1);
    List<String> devices = lines.stream().skip(1).filter(line -> !line.isEmpty()).toList();
    return new TrialNote(words[0], number(words, 1), number(words, 2), number(words, 3), devices);
  }

  private static long number(String[] words, int at) {
    return at < words.length && words[at].matches("[0-9]{1,18}") ? Long.parseLong(words[at]) : 0;
  }
}
