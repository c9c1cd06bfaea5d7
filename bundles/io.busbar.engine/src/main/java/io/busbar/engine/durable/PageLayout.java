package io.busbar.engine.durable;

import io.busbar.engine.image.StateColumn;
import io.busbar.engine.pipeline.DurableRows;
import io.busbar.engine.pipeline.Stage;
import java.util.ArrayList;
import java.util.List;

/**
 * What the values of a page mean.
 *
 * <p>As text: site, number of nodes, and of each node point, stage, kinds of its inputs, number of columns, and of each column name,
 * type and initial bits in hexadecimal; each item written as its length, a colon, and itself.
 *
 * @param site name
 * @param nodes stages that have durable columns
 */
record PageLayout(String site, List<Node> nodes) {
  /** Most nodes, or columns of one, that are believed when a text is read. */
  private static final int MAX_ITEMS = 4_096;

  /** Copies the list. */
  PageLayout {
    nodes = List.copyOf(nodes);
  }

  /**
   * One stage.
   *
   * @param point name
   * @param stage id
   * @param kinds of its inputs: state is not carried to other ones
   * @param columns in the order of their values
   */
  record Node(String point, String stage, String kinds, List<Column> columns) {
    Node {
      columns = List.copyOf(columns);
    }

    static String kinds(Stage stage) {
      return stage.inputs().toString();
    }
  }

  /**
   * One column.
   *
   * @param name of it
   * @param type as of a {@link StateColumn}
   * @param initial bits of a new row
   */
  record Column(String name, char type, long initial) {}

  static PageLayout of(String site, List<DurableRows.Part> parts) {
    List<Node> nodes = new ArrayList<>();
    for (DurableRows.Part part : parts) {
      List<Column> columns = new ArrayList<>();
      for (StateColumn column : part.columns()) {
        columns.add(new Column(column.name(), column.type(), column.initialBits()));
      }
      nodes.add(new Node(part.stage().point(), part.stage().stage().id(), Node.kinds(part.stage()), columns));
    }
    return new PageLayout(site, nodes);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    item(text, site);
    item(text, Integer.toString(nodes.size()));
    for (Node node : nodes) {
      item(text, node.point());
      item(text, node.stage());
      item(text, node.kinds());
      item(text, Integer.toString(node.columns().size()));
      for (Column column : node.columns()) {
        item(text, column.name());
        item(text, String.valueOf(column.type()));
        item(text, Long.toHexString(column.initial()));
      }
    }
    return text.toString();
  }

  private static void item(StringBuilder text, String item) {
    text.append(item.length()).append(':').append(item);
  }

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException if it is none of this class
   */
  static PageLayout parse(String text) {
    Items items = new Items(text);
    String site = items.next();
    int count = items.nextCount();
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String point = items.next();
      String stage = items.next();
      String kinds = items.next();
      int columnCount = items.nextCount();
      List<Column> columns = new ArrayList<>();
      for (int k = 0; k < columnCount; k++) {
        String name = items.next();
        char type = switch (items.next()) {
          case "d" -> 'd';
          case "i" -> 'i';
          default -> 'l';
        };
        columns.add(new Column(name, type, Long.parseUnsignedLong(items.next(), 16)));
      }
      nodes.add(new Node(point, stage, kinds, columns));
    }
    return new PageLayout(site, nodes);
  }

  private static final class Items {
    private final String text;
    private int at;

    Items(String text) {
      this.text = text;
    }

    String next() {
      int colon = text.indexOf(':', at);
      if (colon < 0) {
        throw new IllegalArgumentException("a layout ends too early");
      }
      int length = Integer.parseInt(text.substring(at, colon));
      if (length < 0 || colon + 1 + length > text.length()) {
        throw new IllegalArgumentException("a layout has an item of " + length + " characters");
      }
      at = colon + 1 + length;
      return text.substring(colon + 1, at);
    }

    int nextCount() {
      int count = Integer.parseInt(next());
      if (count < 0 || count > MAX_ITEMS) {
        throw new IllegalArgumentException("a layout with " + count + " items");
      }
      return count;
    }
  }
}
