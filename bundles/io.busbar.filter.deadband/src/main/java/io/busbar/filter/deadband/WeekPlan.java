package io.busbar.filter.deadband;

import io.busbar.api.describe.ParameterText;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.model.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Bands by day of the week and time of day, as written: {@code {"06:00-22:00": 2, "sa-su": 8, else: 5}}. Immutable. */
final class WeekPlan {
  private static final List<String> DAYS = List.of("mo", "tu", "we", "th", "fr", "sa", "su");
  private static final Pattern FORM = Pattern.compile(
      "(?:(mo|tu|we|th|fr|sa|su)(?:-(mo|tu|we|th|fr|sa|su))?)?\\s*(?:(\\d{2}):(\\d{2})-(\\d{2}):(\\d{2}))?");
  private static final long MINUTE = 60_000_000_000L;
  private static final int MINUTES_OF_DAY = 1_440;

  private final List<Entry> entries = new ArrayList<>();
  private double otherwise = Double.NaN;
  private String complaint = "";

  private record Entry(int firstDay, int lastDay, int from, int until, double band) {
    boolean covers(int day, int minute) {
      boolean onDay = firstDay <= lastDay ? day >= firstDay && day <= lastDay : day >= firstDay || day <= lastDay;
      return onDay && (from < until ? minute >= from && minute < until : minute >= from || minute < until);
    }
  }

  WeekPlan(@Nullable Setting written) {
    if (written != null) {
      written.entries().forEach(this::add);
    }
    if (complaint.isEmpty() && Double.isNaN(otherwise)) {
      complaint = "the plan does not say what holds otherwise. Add \"else: 5\".";
    }
  }

  private void add(String when, Setting setting) {
    double band = ParameterText.number(ParameterType.NUMBER, setting.text());
    Matcher match = FORM.matcher(when);
    if (!(band >= 0)) {
      complaint = "\"" + setting.text() + "\" is no distance. Write a number of at least 0.";
    } else if (when.equals("else")) {
      otherwise = band;
    } else if (when.isEmpty() || !match.matches()) {
      complaint = "\"" + when + "\" is no time of the week. Write for example \"mo-fr 06:00-22:00\", \"sa-su\", \"22:00-06:00\" or else.";
    } else {
      int first = match.group(1) == null ? 0 : DAYS.indexOf(match.group(1));
      int last = match.group(1) == null ? 6 : match.group(2) == null ? first : DAYS.indexOf(match.group(2));
      int from = match.group(3) == null ? 0 : minute(match.group(3), match.group(4));
      int until = match.group(3) == null ? MINUTES_OF_DAY : minute(match.group(5), match.group(6));
      if (from >= MINUTES_OF_DAY || until > MINUTES_OF_DAY) {
        complaint = "\"" + when + "\" has a time after 24:00. Write times from 00:00 to 24:00.";
      }
      entries.add(new Entry(first, last, from, until, band));
    }
  }

  private static int minute(String hours, String minutes) {
    return Integer.parseInt(hours) * 60 + Integer.parseInt(minutes) + (Integer.parseInt(minutes) > 59 ? MINUTES_OF_DAY : 0);
  }

  /** What is wrong with it, empty if nothing is. */
  String complaint() {
    return complaint;
  }

  /** The band at a local time, ns since 1970-01-01T00:00 local; the first entry that covers it counts. */
  double bandAt(long localNs) {
    long minutes = Math.floorDiv(localNs, MINUTE);
    int minute = (int) Math.floorMod(minutes, (long) MINUTES_OF_DAY);
    int day = (int) Math.floorMod(Math.floorDiv(minutes, (long) MINUTES_OF_DAY) + 3, 7L);
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (entry.covers(day, minute)) {
        return entry.band();
      }
    }
    return otherwise;
  }
}
