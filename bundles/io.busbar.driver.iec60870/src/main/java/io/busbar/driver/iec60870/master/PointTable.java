package io.busbar.driver.iec60870.master;

import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.PointBinding;
import io.busbar.api.model.Problems;
import io.busbar.iec60870.codec.Element;
import io.busbar.driver.iec60870.config.PointAddress;
import io.busbar.driver.iec60870.config.PointReads;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Who takes what from a device: its inputs in order of their object addresses. Immutable; looked up without allocation. */
final class PointTable {
  private final int[] address;
  private final int[] handle;
  private final Element[] element;
  private final boolean[] faulted;
  private final int widest;

  private record Row(int address, int handle, Element element) {}

  PointTable(DeviceBinding binding) {
    List<Row> rows = new ArrayList<>();
    for (PointBinding point : binding.points()) {
      List<PointAddress> addresses = PointReads.addresses(point.spec(), new Problems());
      for (int i = 0; i < addresses.size() && i < point.inputHandles().length; i++) {
        rows.add(new Row(addresses.get(i).address(), point.inputHandles()[i], addresses.get(i).element()));
      }
    }
    rows.sort(Comparator.comparingInt(Row::address));
    address = rows.stream().mapToInt(Row::address).toArray();
    handle = rows.stream().mapToInt(Row::handle).toArray();
    element = rows.stream().map(Row::element).toArray(Element[]::new);
    faulted = new boolean[rows.size()];
    int most = 1;
    for (int i = 0, same = 0; i < address.length; i++) {
      same = i > 0 && address[i] == address[i - 1] ? same + 1 : 1;
      most = Math.max(most, same);
    }
    widest = most;
  }

  /** The first row of an object address; −1 if nobody takes it. */
  int first(int wanted) {
    int low = 0;
    int high = address.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (address[middle] < wanted) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < address.length && address[low] == wanted ? low : -1;
  }

  /** Whether a row is there and of that object address. */
  boolean isOf(int row, int wanted) {
    return row < address.length && address[row] == wanted;
  }

  /** The row that takes files of an object address: its own, or that of address 0, which takes all. −1 if there is none. */
  int filesRow(int wanted) {
    int all = -1;
    for (int row = 0; row < address.length; row++) {
      boolean files = element[row] == Element.SEGMENT;
      if (files && address[row] == wanted) {
        return row;
      }
      all = files && address[row] == 0 ? row : all;
    }
    return all;
  }

  /** The first row that takes files; −1 if there is none. */
  int firstFilesRow() {
    for (int row = 0; row < address.length; row++) {
      if (element[row] == Element.SEGMENT) {
        return row;
      }
    }
    return -1;
  }

  int address(int row) {
    return address[row];
  }

  int handle(int row) {
    return handle[row];
  }

  Element element(int row) {
    return element[row];
  }

  /** Notes whether a row has a fault; returns whether that is new. */
  boolean changed(int row, boolean fault) {
    boolean change = faulted[row] != fault;
    faulted[row] = fault;
    return change;
  }

  /** Most rows of one address. */
  int widest() {
    return widest;
  }

  int size() {
    return address.length;
  }
}
