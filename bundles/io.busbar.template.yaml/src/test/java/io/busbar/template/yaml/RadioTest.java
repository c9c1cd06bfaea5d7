package io.busbar.template.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.model.Settings;
import io.busbar.api.template.TemplateLoader.Loaded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code central:} says about the radio: what comes out of it, and what is said where it is wrong. */
class RadioTest {
  private static Loaded load(String central) {
    return new YamlTemplateLoader().load(new MemoryFiles().with("site.yaml", "site: oak",
        "channels: {bus1: {type: modbus-tcp, host: 10.1.0.7}}", "devices: {a: {channel: bus1, points: {p: 40101}}}",
        "central: {to: 10.9.0.5, " + central + "}"));
  }

  private static Settings central(String central) {
    Loaded loaded = load(central);
    assertThat(loaded.problems()).as(central).isEmpty();
    return java.util.Objects.requireNonNull(loaded.model()).central();
  }

  @Test
  void halfDuplexComesOutInMilliseconds() {
    Settings both = central("halfDuplex: {keyUp: 40ms, turnAround: 1.5s}");
    assertThat(both.text("keyUpMs", "")).isEqualTo("40");
    assertThat(both.text("turnAroundMs", "")).isEqualTo("1500");
    Settings bare = central("halfDuplex: {keyUp: 40ms}");
    assertThat(bare.text("keyUpMs", "")).isEqualTo("40");
    assertThat(bare.text("turnAroundMs", "")).as("what is not written is 0, and half duplex all the same").isEqualTo("0");
    assertThat(central("halfDuplex: {}").text("keyUpMs", "")).isEqualTo("0");
    assertThat(central("rate: 9600").get("keyUpMs")).as("full duplex").isNull();
  }

  @ParameterizedTest
  @CsvSource({"20MB,20000000", "512kB,512000", "2GB,2000000000", "1kB,1000"})
  void theBytesOfADayAreCountedInThousands(String written, String bytes) {
    assertThat(central("budget: {perDay: " + written + "}").text("bytesPerDay", "")).isEqualTo(bytes);
  }

  @Test
  void theAirtimeComesOutInPercent() {
    assertThat(central("budget: {airtime: 25%}").text("airtimePercent", "")).isEqualTo("25");
    assertThat(central("budget: {airtime: 100 %}").text("airtimePercent", "")).isEqualTo("100");
    assertThat(central("budget: {perDay: 20MB}").get("airtimePercent")).isNull();
  }

  @Test
  void windowsComeOutAsMinutesOfTheDay() {
    assertThat(central("windows: [\"02:00-04:00\", \"22:30-01:00\"]").text("windows", "")).isEqualTo("120-240,1350-60");
    assertThat(central("windows: \"00:00-24:00\"").text("windows", "")).isEqualTo("0-1440");
    assertThat(central("windows: []").text("windows", "none")).as("none is always").isEmpty();
  }

  @Test
  void orderAndBackupComeOutFlat() {
    Settings central = central("order: oldest-first, rate: auto, backup: {to: central.example, rate: auto, mtu: 1400}");
    assertThat(central.text("order", "")).isEqualTo("oldest-first");
    assertThat(central.text("rate", "")).isEqualTo("auto");
    assertThat(central.text("backupTo", "")).isEqualTo("central.example:20500");
    assertThat(central.text("backupRate", "")).isEqualTo("auto");
    assertThat(central.text("backupMtu", "")).isEqualTo("1400");
    assertThat(central.get("backupKeyUpMs")).as("full duplex").isNull();
    Settings radio = central("halfDuplex: {keyUp: 40ms}, backup: {to: central.example, halfDuplex: {keyUp: 20ms, turnAround: 1s}}");
    assertThat(radio.text("keyUpMs", "")).isEqualTo("40");
    assertThat(radio.text("backupKeyUpMs", "")).isEqualTo("20");
    assertThat(radio.text("backupTurnAroundMs", "")).isEqualTo("1000");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "polled: perhaps                    | site.yaml:4:33 not-a-truth | central grants turns",
      "halfDuplex: {}, polled: true       | site.yaml:4:49 polled-no-radio | serial:///dev/ttyS1?baud=19200",
      "polled: true                       | site.yaml:4:33 polled-full-duplex | --half-duplex 40,120 --polled",
      "halfDuplex: on                     | site.yaml:4:37 wrong-type   | halfDuplex: {keyUp: 40ms, turnAround: 120ms}",
      "halfDuplex: {keyUp: 40}            | site.yaml:4:45 bad-duration | with its unit, not \"40\". Write for example 40ms",
      "halfDuplex: {keyUp: 11s}           | site.yaml:4:45 bad-duration | a time up to 10s with its unit, not \"11s\"",
      "halfDuplex: {turnAround: slow}     | site.yaml:4:50 bad-duration | the radio's data sheet has it",
      "halfDuplex: {keyup: 40ms}          | site.yaml:4:38 unknown-key  | Did you mean \"keyUp\"?",
      "budget: 20MB                       | site.yaml:4:33 wrong-type   | budget: {perDay: 20MB, airtime: 25%}",
      "budget: {perDay: 20}               | site.yaml:4:42 bad-size     | Write for example 20MB (kB, MB or GB); both directions count.",
      "budget: {perDay: 0MB}              | site.yaml:4:42 bad-size     | an amount of data, not \"0MB\"",
      "budget: {perDay: 20MiB}            | site.yaml:4:42 bad-size     | Write for example 20MB",
      "budget: {airtime: 0.25}            | site.yaml:4:43 bad-share    | from 1% to 100%, not \"0.25\"",
      "budget: {airtime: 101%}            | site.yaml:4:43 bad-share    | from 1% to 100%",
      "budget: {airtime: 0%}              | site.yaml:4:43 bad-share    | from 1% to 100%",
      "budget: {perHour: 1MB}             | site.yaml:4:34 unknown-key  | There are: perDay, airtime.",
      "windows: [\"2-4\"]                 | site.yaml:4:35 bad-window   | windows: [\"02:00-04:00\"]; measurements go only then, alarms always.",
      "windows: [\"02:00-04:00\", \"05:00-05:00\"] | site.yaml:4:50 bad-window | not \"05:00-05:00\"",
      "windows: \"02:00-24:30\"           | site.yaml:4:34 bad-window   | a part of the day",
      "windows: \"24:00-02:00\"           | site.yaml:4:34 bad-window   | a part of the day",
      "windows: {from: 2}                 | site.yaml:4:34 bad-window   | a part of the day",
  })
  void whatIsWrongIsSaidWithItsPlaceAndWhatToWrite(String written, String place, String remedy) {
    Loaded loaded = load(written);
    assertThat(loaded.problems()).as(written).hasSize(1);
    assertThat(loaded.problems().get(0).at() + " " + loaded.problems().get(0).code()).isEqualTo(place);
    assertThat(loaded.problems().get(0).message()).contains(remedy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"halfDuplex: {keyUp: }", "budget: {perDay: []}", "budget: {airtime: {a: 1}}", "windows: [[]]", "windows: [\"\"]"})
  void whatIsNotThereIsAMistakeToo(String written) {
    assertThat(load(written).problems()).as(written).isNotEmpty();
  }
}
