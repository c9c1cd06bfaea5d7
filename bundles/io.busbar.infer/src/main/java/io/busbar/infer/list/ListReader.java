package io.busbar.infer.list;

import io.busbar.api.model.Problems;
import io.busbar.api.model.SourceLocation;
import io.busbar.api.template.CsvText;
import io.busbar.api.template.CsvText.Cell;
import io.busbar.api.template.TemplateInference.Wishes;
import io.busbar.infer.list.Addresses.Parsed;
import io.busbar.infer.list.FlatPoint.Place;
import io.busbar.infer.list.FlatPoint.Traits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads lists of points. One use; not thread-safe. */
public final class ListReader {
  private static final List<Column> OF_PLACE = List.of(Column.ADDRESS, Column.TABLE, Column.TYPE, Column.ORDER, Column.KIND);
  private static final List<Column> OF_TRAITS = List.of(Column.ADDRESS, Column.TABLE, Column.TYPE, Column.KIND, Column.UNIT, Column.SCALE,
      Column.DIVISOR, Column.OFFSET, Column.EVERY, Column.STATES);

  private final Wishes wishes;
  private final Problems problems;
  private final Map<String, FlatDevice> devices = new LinkedHashMap<>();
  private final Map<String, Set<String>> names = new HashMap<>();
  private final Interned interned = new Interned();
  private final Map<String, String> cleaned = new HashMap<>();
  private final Map<String, Place> knownPlaces = new HashMap<>();
  private final Map<String, Traits> knownTraits = new HashMap<>();
  private final Map<String, Told> told = new LinkedHashMap<>();
  private int points;

  /** A reader; what it leaves out and assumes goes to the problems. */
  public ListReader(Wishes wishes, Problems problems) {
    this.wishes = wishes;
    this.problems = problems;
  }

  /** Places and traits are few, points are many. */
  private static final class Interned {
    private final Map<Object, Object> all = new HashMap<>();

    @SuppressWarnings("unchecked") // what is equal is of the same class
    <T> T of(T value) {
      return (T) all.computeIfAbsent(value, each -> each);
    }
  }

  /** Tells the same of many lines only once, with how often. */
  private void warn(SourceLocation at, String code, String message) {
    String key = at.file() + "\n" + message;
    told.computeIfAbsent(key, each -> new Told(at, code, message)).count++;
  }

  private static final class Told {
    private final SourceLocation at;
    private final String code;
    private final String message;
    private int count;

    Told(SourceLocation at, String code, String message) {
      this.at = at;
      this.code = code;
      this.message = message;
    }
  }

  /** Puts what was found wrong with lines to the problems; to be called once, at the end. */
  public void tell() {
    told.values().forEach(each -> problems.warning(each.at, each.code, each.message
        + (each.count == 1 ? "" : " The same in " + (each.count - 1) + (each.count == 2 ? " line" : " lines") + " below.")));
    told.clear();
  }

  /** Reads one list. */
  public void read(String file, String text) {
    List<List<Cell>> rows = CsvText.read(file, text, problems);
    if (rows.isEmpty()) {
      problems.error(new SourceLocation(file, 1, 1), "empty-file", "the file is empty. Its first line must name the columns: device,point,address.");
      return;
    }
    Columns columns = Columns.of(rows.get(0), wishes.columns(), problems);
    if (problems.hasErrors()) {
      return;
    }
    knownPlaces.clear(); // what an address means is another matter in each list
    knownTraits.clear();
    List<List<Cell>> lines = columns.hasHeader() ? rows.subList(1, rows.size()) : rows;
    Addresses addresses = Addresses.of(wishes.addressing(), lines.stream().map(row -> columns.text(row, Column.ADDRESS))
        .filter(each -> !each.isEmpty()).toList(), columns.has(Column.TABLE));
    if (wishes.addressing().isEmpty() && addresses.isModicon()) {
      problems.warning(new SourceLocation(file, 0, 0), "taken-as-modicon", "all addresses look like Modicon numbers (40101 is holding register "
          + "offset 100) and are taken so. If they are offsets as they stand in the request, add --addressing zeroBased.");
    }
    String whole = Words.name(file.replaceFirst(".*/", "").replaceFirst("(?i)\\.(csv|txt|tsv)$", ""));
    if (!columns.has(Column.DEVICE) && wishes.split().isEmpty()) {
      problems.warning(new SourceLocation(file, 0, 0), "one-device", "no column has the device: the whole list is taken for one, \"" + whole
          + "\". If the names of points begin with that of their device, say what stands between: --split .");
    }
    for (List<Cell> row : lines) {
      line(columns, addresses, row, whole);
    }
  }

  private void line(Columns columns, Addresses addresses, List<Cell> row, String whole) {
    SourceLocation at = new SourceLocation(row.get(0).at().file(), row.get(0).at().line(), 0);
    String pointText = columns.text(row, Column.POINT);
    String deviceText = columns.text(row, Column.DEVICE);
    int split = wishes.split().isEmpty() ? -1 : pointText.lastIndexOf(wishes.split());
    if (deviceText.isEmpty() && !columns.has(Column.DEVICE)) {
      deviceText = split > 0 ? pointText.substring(0, split) : whole;
      pointText = split > 0 ? pointText.substring(split + wishes.split().length()) : pointText;
    }
    String device = cleaned.computeIfAbsent(deviceText, Words::name);
    String name = cleaned.computeIfAbsent(Words.within(device, cleaned.computeIfAbsent(pointText, Words::name)), Words::name);
    if (device.isEmpty() || name.isEmpty()) {
      warn(at, "no-name", "left out: this line names no " + (device.isEmpty() ? "device" : "point") + ".");
      return;
    }
    Place place = knownPlaces.get(columns.texts(row, OF_PLACE));
    place = place == null ? place(columns, addresses, row, at) : place;
    Traits traits = place == null ? null : knownTraits.get(columns.texts(row, OF_TRAITS));
    traits = place == null || traits != null ? traits : traits(columns, row, place, at);
    if (place == null || traits == null) {
      return;
    }
    if (!names.computeIfAbsent(device, each -> new HashSet<>()).add(name)) {
      warn(at, "duplicate-point", "left out: " + device + " has a point \"" + name + "\" already.");
      return;
    }
    FlatDevice of = devices.computeIfAbsent(device, each -> new FlatDevice(each, new FlatDevice.Line(
        Words.name(columns.text(row, Column.CHANNEL)), columns.text(row, Column.PROTOCOL), columns.text(row, Column.HOST),
        columns.text(row, Column.TCP_PORT), columns.text(row, Column.SLAVE)), new ArrayList<>(), at));
    of.points().add(new FlatPoint(interned.of(name), place, traits, at));
    points++;
  }

  private @Nullable Place place(Columns columns, Addresses addresses, List<Cell> row, SourceLocation at) {
    String typeText = columns.text(row, Column.TYPE);
    String kind = columns.text(row, Column.KIND);
    String type = Types.of(typeText.isEmpty() && !kind.isEmpty() && Types.of(kind) != null ? kind : typeText);
    String order = Types.order(columns.text(row, Column.ORDER));
    if (type == null || order == null) {
      warn(at, "unknown-type", "left out: \"" + (type == null ? typeText : columns.text(row, Column.ORDER)) + "\" is no "
          + (type == null ? "type of a value. There are int16, uint16, int32, uint32, int64, uint64, float32, float64, bcd16, bcd32, string N."
              : "order of bytes. There are ABCD, CDAB, BADC, DCBA."));
      return null;
    }
    String address = columns.text(row, Column.ADDRESS);
    String table = columns.text(row, Column.TABLE);
    boolean bare = table.isEmpty() && !addresses.isModicon() && address.matches("\\d+|0[xX][0-9a-fA-F]+");
    Parsed parsed = addresses.parse(address, bare && isStatus(kind) ? "discrete" : table);
    if (address.isEmpty() && !columns.has(Column.ADDRESS)) {
      parsed = new Parsed("", -1, "");
    }
    if (parsed == null || (address.isEmpty() && columns.has(Column.ADDRESS))) {
      warn(at, "no-address", "left out: \"" + address + "\" is no address.");
      return null;
    }
    boolean bits = parsed.space().equals("coil") || parsed.space().equals("discrete");
    String tail = parsed.tail();
    String tailType = tail.isEmpty() ? "" : java.util.Objects.requireNonNullElse(Types.of(tail), "");
    String form = bits ? "" : String.join(" ", List.of(type.isEmpty() ? tailType : type, order, tailType.isEmpty() ? tail : ""))
        .strip().replaceAll(" +", " ");
    Place place = interned.of(new Place(parsed.space(), parsed.number(), form.isEmpty() && !bits && parsed.number() >= 0 ? "uint16" : form));
    knownPlaces.put(columns.texts(row, OF_PLACE), place);
    return place;
  }

  private static boolean isStatus(String kind) {
    return Column.bare(kind).matches("status|binary|binaryinput|digital|digitalinput|di|bi|indication|state|singlepoint|sp|spi");
  }

  private @Nullable Traits traits(Columns columns, List<Cell> row, Place place, SourceLocation at) {
    String unit = columns.text(row, Column.UNIT);
    String states = columns.text(row, Column.STATES);
    if (states.isEmpty() && Words.looksLikeStates(unit)) {
      states = unit;
      unit = "";
    }
    String named = Words.states(states);
    String scale = columns.has(Column.DIVISOR) ? Words.inverse(columns.text(row, Column.DIVISOR)) : Words.number(columns.text(row, Column.SCALE));
    String offset = Words.number(columns.text(row, Column.OFFSET));
    String every = Words.period(columns.text(row, Column.EVERY), columns.periodInMs());
    if (named == null || scale == null || offset == null || every == null) {
      warn(at, "not-understood", "the " + (named == null ? "states \"" + states : scale == null ? "scale \""
          + columns.text(row, Column.SCALE) + columns.text(row, Column.DIVISOR) : offset == null ? "offset \"" + columns.text(row, Column.OFFSET)
          : "period \"" + columns.text(row, Column.EVERY)) + "\" is not understood; the point is taken without it.");
    }
    String kind = Column.bare(columns.text(row, Column.KIND));
    boolean bits = place.space().equals("coil") || place.space().equals("discrete");
    String publish = kind.matches("alarm|trip|protection") ? "alarm" : bits || isStatus(kind) || kind.equals("event") ? "event" : "";
    boolean text = place.form().startsWith("string");
    boolean clean = named != null && scale != null && offset != null && every != null;
    Traits traits = interned.of(new Traits(text || scale == null || scale.equals("1") ? "" : scale,
        text || offset == null || offset.equals("0") ? "" : offset, unit.strip(), every == null ? "" : every, publish, named == null ? "" : named));
    if (clean) {
      knownTraits.put(columns.texts(row, OF_TRAITS), traits);
    }
    return traits;
  }

  /** The devices, in order of appearance. */
  public List<FlatDevice> devices() {
    return List.copyOf(devices.values());
  }

  /** Lines that were taken. */
  public int points() {
    return points;
  }
}
