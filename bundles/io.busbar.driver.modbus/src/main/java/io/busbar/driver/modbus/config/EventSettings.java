package io.busbar.driver.modbus.config;

import io.busbar.api.data.TimeQuality;
import io.busbar.api.model.Problems;
import io.busbar.api.model.Setting;
import io.busbar.api.model.SourceLocation;
import io.busbar.driver.modbus.codec.EventFormat;
import io.busbar.driver.modbus.codec.EventLayout;
import io.busbar.driver.modbus.codec.Nearest;
import io.busbar.driver.modbus.codec.Numbers;
import io.busbar.driver.modbus.codec.Order;
import io.busbar.driver.modbus.codec.Parsed;
import io.busbar.driver.modbus.codec.ReadGrammar;
import io.busbar.driver.modbus.codec.ReadTarget;
import io.busbar.driver.modbus.codec.Table;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code events:} of a template. */
final class EventSettings {
  private static final List<String> KEYS = List.of("count", "last", "overflow", "window", "records", "record", "release", "every", "clock");
  private static final Map<String, Byte> CLOCKS = Map.of("unknown", TimeQuality.UNKNOWN, "synchronised", TimeQuality.SYNCHRONISED,
      "unsynchronised", TimeQuality.UNSYNCHRONISED);
  private static final String EXAMPLE =
      "events: {count: 30105, window: 30107, records: 12, record: \"seq uint32, time uint64 ms, point uint16, value uint16\", release: 40001 uint32}";

  private final Setting events;
  private final ReadGrammar grammar;
  private final Order order;
  private final Problems problems;

  EventSettings(Setting events, ReadGrammar grammar, Order order, Problems problems) {
    this.events = events;
    this.grammar = grammar;
    this.order = order;
    this.problems = problems;
  }

  /** The layout, or null if a mistake was reported. */
  @Nullable EventLayout parse() {
    Problems own = new Problems();
    for (String key : events.entries().keySet()) {
      if (!KEYS.contains(key)) {
        own.error(at(key), "unknown-setting", "\"events\" has no setting \"" + key + "\"." + Nearest.hint(key, KEYS) + " It has "
            + String.join(", ", KEYS) + ".");
      }
    }
    ReadTarget.Cells window = cells("window", true, own);
    ReadTarget.Cells count = cells("count", false, own);
    ReadTarget.Cells last = cells("last", false, own);
    ReadTarget.Cells overflow = cells("overflow", false, own);
    ReadTarget.Cells release = cells("release", false, own);
    if (release != null && release.table() != Table.HOLDING) {
      own.error(at("release"), "events-release", "only holding registers can be written, not " + release.words() + ".");
    }
    checkHeader(window, java.util.Arrays.asList(count, last, overflow), own);
    int records = Numbers.unsigned(text("records", "0"));
    if (records < 1 || records > EventLayout.MAX_RECORDS) {
      own.error(at("records"), "events-records", "\"records\" says how many records the window has: 1 to " + EventLayout.MAX_RECORDS + ".");
    }
    Parsed<EventFormat> format = EventFormat.parse(text("record", ""), order);
    EventFormat record = format.value();
    if (record == null) {
      own.error(at("record"), format.code(), format.message());
    } else if (record.registers() > Table.HOLDING.maxPerRequest()) {
      own.error(at("record"), "events-record", "a record of " + record.registers() + " registers does not fit into one request of 125.");
    }
    long everyNs = Fields.parseDurationNs(text("every", "1s"));
    if (everyNs < 10_000_000L) {
      own.error(at("every"), "bad-every", "\"every: " + text("every", "") + "\" is not possible. Write a number with its unit: 500ms.");
    }
    Byte clock = CLOCKS.get(text("clock", "unknown"));
    if (clock == null) {
      own.error(at("clock"), "events-clock", "\"clock\" is unknown, synchronised or unsynchronised: what is known of the device's own clock.");
    }
    problems.addAll(own.list());
    return own.hasErrors() || window == null || record == null || clock == null ? null
        : new EventLayout(count, last, overflow, window, records, record, release, everyNs, clock);
  }

  private void checkHeader(ReadTarget.@Nullable Cells window, List<ReadTarget.@Nullable Cells> header, Problems own) {
    int start = Integer.MAX_VALUE;
    int end = 0;
    for (ReadTarget.Cells cells : header) {
      if (cells != null) {
        start = Math.min(start, cells.offset());
        end = Math.max(end, cells.offset() + cells.count());
        if (window != null && cells.table() != window.table()) {
          own.error(events.at(), "events-header", cells.words() + " is in another table than the window;"
              + " count, last and overflow must be in its own.");
        }
      }
    }
    if (end > 0 && end - start > Table.HOLDING.maxPerRequest()) {
      own.error(events.at(), "events-header", "count, last and overflow are " + (end - start) + " registers apart; they are read in one request of "
          + "at most 125. Leave out the one that is far away.");
    }
  }

  private SourceLocation at(String key) {
    Setting setting = events.entries().get(key);
    return setting == null ? events.at() : setting.at();
  }

  private String text(String key, String otherwise) {
    Setting setting = events.entries().get(key);
    return setting == null ? otherwise : setting.text();
  }

  private ReadTarget.@Nullable Cells cells(String key, boolean required, Problems own) {
    String text = text(key, "");
    if (text.isEmpty()) {
      if (required) {
        own.error(events.at(), "events-" + key, "\"events\" has no \"" + key + "\". For example " + EXAMPLE + ".");
      }
      return null;
    }
    Parsed<ReadTarget> parsed = grammar.parse(text);
    ReadTarget target = parsed.value();
    if (target == null) {
      own.error(at(key), parsed.code(), parsed.message());
      return null;
    }
    if (target instanceof ReadTarget.Cells cells && !cells.table().isBits() && cells.encoding().type().isInteger()) {
      return cells;
    }
    own.error(at(key), "events-" + key, "\"" + text + "\" is not an integer in registers, as \"" + key + "\" must be.");
    return null;
  }
}
