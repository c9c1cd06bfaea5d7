package io.busbar.driver.modbus.session;

import io.busbar.api.driver.AdHocReading;
import io.busbar.api.line.Line;
import io.busbar.driver.modbus.codec.Addressing;
import io.busbar.driver.modbus.codec.ExceptionCode;
import io.busbar.driver.modbus.codec.Numbers;
import io.busbar.driver.modbus.codec.Order;
import io.busbar.driver.modbus.codec.Parsed;
import io.busbar.driver.modbus.codec.ReadGrammar;
import io.busbar.driver.modbus.codec.ReadTarget;
import io.busbar.driver.modbus.codec.Readings;
import io.busbar.driver.modbus.codec.Table;
import io.busbar.driver.modbus.config.ChannelSettings;
import io.busbar.driver.modbus.wire.Exchange;
import io.busbar.driver.modbus.wire.J2modMessages;
import io.busbar.driver.modbus.wire.Outcome;
import io.busbar.driver.modbus.wire.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code unit 7 holding 40101 uint16}, asked by a person at the tailgate. */
final class AdHocRead {
  static final String USAGE = "Write: unit 7 holding 40101 uint16 (or coil 5, discrete 10011, input 0x10 float32 CDAB; "
      + "holding 100 is the address in the request, 40101 the number in the manual).";
  private static final int REGISTERS_AROUND = 4;

  private final ChannelSettings settings;
  private final Exchange exchange;
  private boolean lineLost;

  AdHocRead(ChannelSettings settings, Exchange exchange) {
    this.settings = settings;
    this.exchange = exchange;
  }

  boolean isLineLost() {
    return lineLost;
  }

  AdHocReading read(Line line, List<String> words) {
    lineLost = false;
    List<String> rest = new ArrayList<>(words);
    if (rest.size() < 3 || !rest.get(0).toLowerCase(Locale.ROOT).equals("unit")) {
      return AdHocReading.none(USAGE);
    }
    int unit = Numbers.unsigned(rest.get(1));
    if (unit < 0 || unit > 255) {
      return AdHocReading.none("unit " + rest.get(1) + " is not possible, units are 0 to 255. " + USAGE);
    }
    Parsed<ReadTarget> parsed = new ReadGrammar(Addressing.MODICON, Order.BIG).parse(String.join(" ", rest.subList(2, rest.size())));
    if (!(parsed.value() instanceof ReadTarget.Cells cells)) {
      return AdHocReading.none(parsed.value() == null ? parsed.message() : "an event buffer cannot be read this way. " + USAGE);
    }
    return ask(line, unit, cells);
  }

  private AdHocReading ask(Line line, int unit, ReadTarget.Cells cells) {
    // Some registers more show what the value would be in a wider type; where they do not exist, only what was wanted.
    int wanted = cells.count();
    int more = cells.table().isBits() ? Math.min(16, 0x1_0000 - cells.offset())
        : Math.max(wanted, Math.min(REGISTERS_AROUND, 0x1_0000 - cells.offset()));
    int count = more;
    Outcome outcome = ask(line, unit, cells, count);
    if (outcome == Outcome.EXCEPTION && ExceptionCode.mayBeTooMuch(exchange.exceptionCode()) && wanted < more) {
      count = wanted;
      outcome = ask(line, unit, cells, count);
    }
    String where = "unit " + unit + " " + cells.words();
    long ms = (exchange.receivedNs() - exchange.sentNs()) / 1_000_000;
    return switch (outcome) {
      case OK -> AdHocReading.of(Readings.of(where + ", " + ms + " ms", cells, exchange.data(), exchange.dataOffset(), count));
      case EXCEPTION -> AdHocReading.none(where + ": " + ExceptionCode.explain(exchange.exceptionCode(), cells.table()));
      case TIMEOUT -> AdHocReading.none(where + ": no answer in " + ms + " ms. Check unit number, power and wiring.");
      case NO_FRAME -> AdHocReading.none(where + ": bytes came that are no answer: " + exchange.leftover() + ". Check baud rate and parity.");
      case LINE_LOST, WITHHELD -> {
        lineLost = true;
        yield AdHocReading.none(where + ": the connection was closed. It is opened again; try once more.");
      }
    };
  }

  private Outcome ask(Line line, int unit, ReadTarget.Cells cells, int count) {
    Table table = cells.table();
    int bytes = table.isBits() ? (count + 7) / 8 : 2 * count;
    Outcome outcome = exchange.perform(line, unit, J2modMessages.read(table, cells.offset(), count), bytes,
        new Timing(settings.timing().timeoutNs(), settings.timing().requestDelayNs()));
    if (outcome == Outcome.TIMEOUT || outcome == Outcome.NO_FRAME) {
      exchange.settle(line, settings.timing().lateWindowNs());
    }
    return outcome;
  }
}
