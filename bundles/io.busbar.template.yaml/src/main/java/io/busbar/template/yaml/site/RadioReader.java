package io.busbar.template.yaml.site;

import io.busbar.api.model.Setting;
import io.busbar.template.yaml.text.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what {@code central:} says about the radio and how much of it may be used. It comes out flat: {@code keyUpMs},
 * {@code turnAroundMs}, {@code bytesPerDay}, {@code airtimePercent}, {@code windows} as minutes of the day ({@code 120-240,1320-60}),
 * {@code polled}.
 */
final class RadioReader {
  /** Keys that are read here. */
  static final List<String> KEYS = List.of("halfDuplex", "budget", "windows", "polled");

  private static final Duration MOST = Duration.ofSeconds(10);
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,6})(kB|MB|GB)");
  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3})\\s?%");
  private static final Pattern WINDOW = Pattern.compile("([01][0-9]|2[0-4]):([0-5][0-9])-([01][0-9]|2[0-4]):([0-5][0-9])");
  private static final int MINUTES_OF_DAY = 1_440;

  private final Fields fields;
  private final Map<String, Setting> into;

  RadioReader(Fields fields, Map<String, Setting> into) {
    this.fields = fields;
    this.into = into;
  }

  void read(io.busbar.api.model.Problems problems) {
    halfDuplex("keyUpMs", "turnAroundMs");
    Value budget = fields.value("budget");
    if (budget != null) {
      Value.Mapping mapping = Fields.mapping("budget", budget, "\"budget: {perDay: 20MB, airtime: 25%}\"", problems);
      if (mapping != null) {
        budget(new Fields(mapping, problems));
      }
    }
    windows();
    polled();
  }

  /** Reads the times of a way that is half duplex; they come out under these names. */
  void halfDuplex(String keyUpKey, String turnAroundKey) {
    Value half = fields.value("halfDuplex");
    Value.Mapping mapping = half == null ? null
        : Fields.mapping("halfDuplex", half, "\"halfDuplex: {keyUp: 40ms, turnAround: 120ms}\"", fields.problems());
    if (mapping != null) {
      Fields times = new Fields(mapping, fields.problems());
      times.onlyThese(List.of("keyUp", "turnAround"), "halfDuplex");
      time(times, "keyUp", keyUpKey);
      time(times, "turnAround", turnAroundKey);
    }
  }

  /** Turns on a channel that several gateways share; central has the numbers. */
  private void polled() {
    Value.Scalar written = fields.scalar("polled", "true");
    if (written == null) {
      return;
    }
    if (!written.text().equals("true") && !written.text().equals("false")) {
      fields.error(written.at(), "not-a-truth", "\"polled\" is true where several gateways share the channel and central grants turns, else "
          + "false, not \"" + written.text() + "\".");
    } else if (written.text().equals("true") && !fields.has("halfDuplex")) {
      fields.error(written.at(), "polled-full-duplex", "\"polled\" needs the times of the shared channel. Write for example "
          + "halfDuplex: {keyUp: 40ms, turnAround: 120ms}, and the same at central (busbar central --half-duplex 40,120 --polled).");
    } else if (written.text().equals("true") && !isSerial()) {
      fields.error(written.at(), "polled-no-radio", "\"polled\" is for a radio modem whose channel several gateways share, where all hear what "
          + "central sends. Write its port as \"to\", for example to: serial:///dev/ttyS1?baud=19200, or remove it.");
    } else if (written.text().equals("true") && fields.has("backup")) {
      fields.error(written.at(), "polled-backup", "\"polled\" and \"backup\" do not go together: turns are granted on one channel. Remove one.");
    } else {
      into.put("polled", Setting.of(written.text(), written.at()));
    }
  }

  private boolean isSerial() {
    return into.getOrDefault("to", Setting.of("", fields.at())).text().startsWith("serial:");
  }

  private void time(Fields times, String key, String flat) {
    Value.Scalar written = times.scalar(key, "40ms");
    if (written == null) {
      into.put(flat, Setting.of("0", times.at()));
      return;
    }
    Optional<Duration> time = Durations.parse(written.text());
    if (time.isEmpty() || time.get().compareTo(MOST) > 0) {
      times.error(written.at(), "bad-duration", "\"" + key + "\" is a time up to 10s with its unit, not \"" + written.text() + "\". Write for "
          + "example 40ms; the radio's data sheet has it.");
      return;
    }
    into.put(flat, Setting.of(Long.toString(time.get().toMillis()), written.at()));
  }

  private void budget(Fields budget) {
    budget.onlyThese(List.of("perDay", "airtime"), "budget");
    Value.Scalar perDay = budget.scalar("perDay", "20MB");
    if (perDay != null) {
      Matcher size = SIZE.matcher(perDay.text());
      if (size.matches() && Long.parseLong(size.group(1)) > 0) {
        long unit = size.group(2).equals("kB") ? 1_000L : size.group(2).equals("MB") ? 1_000_000L : 1_000_000_000L;
        into.put("bytesPerDay", Setting.of(Long.toString(Long.parseLong(size.group(1)) * unit), perDay.at()));
      } else {
        budget.error(perDay.at(), "bad-size", "\"perDay\" is an amount of data, not \"" + perDay.text() + "\". Write for example 20MB "
            + "(kB, MB or GB); both directions count.");
      }
    }
    Value.Scalar airtime = budget.scalar("airtime", "25%");
    if (airtime != null) {
      Matcher percent = PERCENT.matcher(airtime.text());
      if (percent.matches() && Integer.parseInt(percent.group(1)) >= 1 && Integer.parseInt(percent.group(1)) <= 100) {
        into.put("airtimePercent", Setting.of(percent.group(1), airtime.at()));
      } else {
        budget.error(airtime.at(), "bad-share", "\"airtime\" is a share of the time from 1% to 100%, not \"" + airtime.text() + "\".");
      }
    }
  }

  private void windows() {
    Value written = fields.value("windows");
    if (written == null) {
      return;
    }
    List<Value> items = written instanceof Value.Sequence sequence ? sequence.items() : List.of(written);
    StringBuilder minutes = new StringBuilder();
    for (Value item : items) {
      String text = item instanceof Value.Scalar scalar ? scalar.text() : "";
      Matcher window = WINDOW.matcher(text);
      int from = window.matches() ? minute(window, 1) : MINUTES_OF_DAY + 1;
      int to = window.matches() ? minute(window, 3) : MINUTES_OF_DAY + 1;
      if (from >= MINUTES_OF_DAY || to > MINUTES_OF_DAY || from == to) {
        fields.error(item.at(), "bad-window", "a window is a part of the day, not \"" + text + "\". Write for example windows: [\"02:00-04:00\"]; "
            + "measurements go only then, alarms always.");
        return;
      }
      minutes.append(minutes.length() == 0 ? "" : ",").append(from).append('-').append(to);
    }
    into.put("windows", Setting.of(minutes.toString(), written.at()));
  }

  private static int minute(Matcher window, int group) {
    return Integer.parseInt(window.group(group)) * 60 + Integer.parseInt(window.group(group + 1));
  }
}
