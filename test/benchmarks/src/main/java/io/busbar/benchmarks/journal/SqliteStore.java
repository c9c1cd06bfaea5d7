package io.busbar.benchmarks.journal;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.benchmarks.endtoend.PolledSubstation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** SQLite: one row a sample, one transaction a commit, WAL, synchronous=FULL, everything else as it comes. */
final class SqliteStore implements Store {
  static final String SCHEMA = "CREATE TABLE IF NOT EXISTS sample (position INTEGER PRIMARY KEY, point INTEGER NOT NULL, value,"
      + " quality INTEGER NOT NULL, cause INTEGER NOT NULL, time_quality INTEGER NOT NULL, source_ns INTEGER NOT NULL,"
      + " gateway_ns INTEGER NOT NULL)";
  private static final int PAGE_BYTES = 4_096;
  private static final String CURSOR = "coalesce((SELECT position FROM cursor WHERE name = 'central'), 0)";

  private final Connection connection;
  private final PreparedStatement insert;
  private final @Nullable PreparedStatement delete;
  private long head;
  private final String version;

  /**
   * Opens it.
   *
   * @param delivered whether each commit deletes what the one before wrote, as a store that forwards does
   */
  SqliteStore(Path folder, boolean delivered) throws Exception {
    Files.createDirectories(folder);
    connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("samples.db"));
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA page_size=" + PAGE_BYTES);
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA synchronous=FULL");
      statement.execute(SCHEMA);
      statement.execute("CREATE TABLE IF NOT EXISTS cursor (name TEXT PRIMARY KEY, position INTEGER NOT NULL)");
    }
    connection.setAutoCommit(false);
    insert = connection.prepareStatement("INSERT INTO sample (point, value, quality, cause, time_quality, source_ns, gateway_ns)"
        + " VALUES (?, ?, ?, ?, ?, ?, ?)");
    delete = delivered ? connection.prepareStatement("DELETE FROM sample WHERE position <= ?") : null;
    version = connection.getMetaData().getDatabaseProductVersion();
  }

  @Override
  public void commit(SampleBatch batch) throws SQLException {
    for (int i = 0; i < batch.size(); i++) {
      insert.setInt(1, batch.point[i]);
      if (PolledSubstation.kind(batch.point[i] - 1) == Kind.DOUBLE) {
        insert.setDouble(2, Double.longBitsToDouble(batch.bits[i]));
      } else {
        insert.setLong(2, batch.bits[i]);
      }
      insert.setInt(3, batch.quality[i]);
      insert.setInt(4, batch.cause[i]);
      insert.setInt(5, batch.timeQuality[i]);
      insert.setLong(6, batch.sourceTime[i]);
      insert.setLong(7, batch.gatewayTime[i]);
      insert.executeUpdate();
    }
    if (delete != null) {
      delete.setLong(1, head);
      delete.executeUpdate();
      head += batch.size();
    }
    connection.commit();
  }

  @Override
  public long resume() throws SQLException {
    long last = number("SELECT max(position) FROM sample");
    number("SELECT point FROM sample WHERE position > " + CURSOR + " ORDER BY position LIMIT 1");
    return last;
  }

  @Override
  public long undelivered() throws SQLException {
    return number("SELECT count(*) FROM sample WHERE position > " + CURSOR);
  }

  private long number(String query) throws SQLException {
    try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery(query)) {
      if (!result.next()) {
        throw new SQLException("no row: " + query);
      }
      return result.getLong(1);
    }
  }

  @Override
  public String describe() {
    return "SQLite " + version + ", WAL, synchronous=FULL, page size " + PAGE_BYTES + ", checkpoint every 1,000 pages (as it comes)"
        + (delete == null ? "; " : ", each commit deletes the rows of the one before; ") + SCHEMA;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
