package io.busbar.driver.modbus.session;

import io.busbar.driver.modbus.codec.EventFormat;
import io.busbar.driver.modbus.codec.EventLayout;
import io.busbar.driver.modbus.codec.ReadTarget;
import io.busbar.driver.modbus.codec.Table;
import io.busbar.driver.modbus.wire.Exchange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The registers in front of the window, read in one request: how many records there are, the last number, the overflow count. */
final class EventHeader {
  private static final System.Logger LOG = System.getLogger(EventHeader.class.getName());

  private final Table table;
  private final int start;
  private final int count;
  private final boolean empty;
  private long records;
  private long last = -1;
  private long overflow = -1;

  EventHeader(EventLayout layout) {
    List<ReadTarget.Cells> cells = new ArrayList<>();
    for (ReadTarget.Cells each : new ReadTarget.Cells[] {layout.count(), layout.last(), layout.overflow()}) {
      if (each != null && each.table() == layout.window().table()) {
        cells.add(each);
      }
    }
    empty = cells.isEmpty();
    table = layout.window().table();
    start = cells.stream().mapToInt(ReadTarget.Cells::offset).min().orElse(0);
    count = cells.stream().mapToInt(c -> c.offset() + c.count()).max().orElse(0) - start;
  }

  boolean isEmpty() {
    return empty;
  }

  Table table() {
    return table;
  }

  int start() {
    return start;
  }

  int count() {
    return count;
  }

  /** Records in the window now. */
  int records() {
    return (int) Math.min(records, Integer.MAX_VALUE);
  }

  void take(Exchange exchange, EventLayout layout, String device) {
    records = value(exchange, layout.count(), records);
    last = value(exchange, layout.last(), -1);
    long dropped = value(exchange, layout.overflow(), -1);
    if (overflow >= 0 && dropped > overflow) {
      LOG.log(System.Logger.Level.WARNING, device + ": its event buffer has overflowed, " + (dropped - overflow) + " events more are lost there");
    }
    overflow = dropped;
  }

  private long value(Exchange exchange, ReadTarget.@Nullable Cells cells, long otherwise) {
    if (cells == null) {
      return otherwise;
    }
    return cells.encoding().bits(cells.encoding().raw(exchange.data(), exchange.dataOffset() + 2 * (cells.offset() - start)));
  }

  /** Whether the device's own last number is behind one that it has given before: it has begun anew. */
  boolean restartedBefore(long known, EventFormat format) {
    return last >= 0 && format.isNewer(known, last);
  }
}
