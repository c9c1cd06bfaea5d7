package io.busbar.sink.iec104.table;

import io.busbar.api.model.Problem;
import io.busbar.api.model.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The two files in central's folder. One thread. */
public final class TableFolder {
  /** The settings. */
  public static final String SETTINGS = "iec104.yaml";
  /** The points. */
  public static final String POINTS = "iec104-points.csv";

  private final Path folder;
  private String seen = "";

  /**
   * What was read.
   *
   * @param table null if there are mistakes or no files
   * @param problems mistakes
   */
  public record Read(@Nullable StationTable table, List<Problem> problems) {}

  /** A folder. */
  public TableFolder(Path folder) {
    this.folder = folder;
  }

  /** Whether the settings are there: without them nothing is served. */
  public boolean isThere() {
    return Files.isRegularFile(folder.resolve(SETTINGS));
  }

  /** Whether a file was changed since this was asked the last time. */
  public boolean hasChanged() {
    String now = mark(SETTINGS) + mark(POINTS);
    boolean changed = !now.equals(seen);
    seen = now;
    return changed;
  }

  private String mark(String name) {
    try {
      Path file = folder.resolve(name);
      return Files.isRegularFile(file) ? Files.getLastModifiedTime(file) + " " + Files.size(file) + ";" : "none;";
    } catch (IOException e) {
      return "unreadable;";
    }
  }

  /** Reads both files. */
  public Read read() throws IOException {
    Problems problems = new Problems();
    StationSettings settings = new SettingsReader(folder, problems).read(SETTINGS, Files.readString(folder.resolve(SETTINGS)));
    Path points = folder.resolve(POINTS);
    PointsReader reader = new PointsReader(settings.groups().stream().map(GroupSpec::name).collect(Collectors.toSet()), problems);
    List<MappedPoint> mapped = reader.read(POINTS, Files.isRegularFile(points) ? Files.readString(points) : "");
    return new Read(problems.hasErrors() ? null : new StationTable(settings, mapped), problems.list());
  }
}
