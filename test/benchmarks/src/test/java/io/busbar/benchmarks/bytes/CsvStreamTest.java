package io.busbar.benchmarks.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvStreamTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "csv");

  @TempDir
  Path folder;

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "two-rows          | 4   |",
      "missing           | 3   | columns left out because they are empty: 1, first column 4, c",
      "constant          | 100 |",
      "huge              | 9   | whole numbers rounded to what 64 bits of floating value hold: 4",
      "text              | 3   | texts are not values but names of points: name, state",
      "textcells         | 39  | cells left out because they are no numbers: 1",
      "duplicate-times   | 30  |",
      "bad-time-row      | 2   | rows left out because their time cannot be read: 1",
      "ragged            | 7   |",
      "semicolon         | 4   |",
      "epoch-frac        | 2   |",
      "far-times         | 0   | rows left out because their time cannot be read: 2",
      "date-time-columns | 2   |",
      "thousands         | 2   |",
      "inf               | 4   |",
      "utf16             | 2   |",
      "units             | 4   | rows left out because their time cannot be read: 2"})
  void anOddFileIsReadAsFarAsItCanBeAndTheRestIsTold(String name, int samples, String words) throws IOException {
    List<String> told = new ArrayList<>();
    Stream stream = CsvStream.read(FOLDER.resolve(name + ".csv"), false, told::add);
    assertThat(stream.size()).as("samples; told: %s", told).isEqualTo(samples);
    if (words == null) {
      assertThat(told).isEmpty();
    } else {
      assertThat(told).anyMatch(line -> line.startsWith(words));
    }
    if (samples > 0) {
      assertThat(new Ours(0).bulk(stream, stream.cut(16)).bytes()).isPositive();
    }
  }

  @Test
  void aFileWithoutALineIsRefusedByName() {
    assertThatThrownBy(() -> CsvStream.read(FOLDER.resolve("empty.csv"), false, words -> { })).isInstanceOf(IOException.class)
        .hasMessageContaining("empty.csv");
  }

  @Test
  void tenThousandColumnsAreTenThousandPoints() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < 3; row++) {
      StringJoiner line = new StringJoiner(",").add(Integer.toString(row));
      for (int column = 0; column < 10_000; column++) {
        line.add(Integer.toString((row + column) % 7));
      }
      lines.add(line.toString());
    }
    Path file = Files.write(folder.resolve("wide.csv"), lines);
    Stream stream = CsvStream.read(file, false, words -> { });
    assertThat(stream.size()).isEqualTo(30_000);
    assertThat(new Ours(10_000).bulk(stream, stream.cut(128)).bytes()).isPositive();
  }
}
