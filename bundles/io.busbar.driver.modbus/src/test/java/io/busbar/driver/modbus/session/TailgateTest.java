package io.busbar.driver.modbus.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.driver.ChannelEstimate;
import io.busbar.driver.modbus.config.ChannelSettings;
import io.busbar.driver.modbus.wire.J2modMessages;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What a person with a laptop sees: one reading, a trace, an estimate. */
class TailgateTest {
  @Test
  void readsOnceWithEveryPlausibleReading() {
    Rig rig = new Rig(Plant.rtu());
    rig.device.put(100, 0x42F6, 0xE979, 0x4F61, 0x6B20);

    assertThat(rig.driver.read(List.of("unit", "7", "holding", "40101", "uint16")).lines()).contains(
        "unit 7 holding 100 (40101), 10 ms",
        "value     17142",
        "raw       42F6 E979 4F61 6B20",
        "int16     AB 17142   BA -2494",
        "uint32    ABCD 1123477881   CDAB 3917038326   BADC 4131551721   DCBA 2045376066",
        "bcd16     AB –   BA –",
        "bits      0100 0010 1111 0110  (15 … 0)",
        "string    \"B..yOak\"").hasSize(16).anyMatch(line -> line.startsWith("float32   ABCD 123.4560   CDAB "));
  }

  @Test
  void readsLessWhereThereIsNotMore() {
    Rig rig = new Rig(Plant.tcp());
    rig.device.put(100, 5);

    assertThat(rig.driver.read(List.of("unit", "7", "holding", "40101", "uint16")).lines()).contains("value     5", "raw       0005");
  }

  @Test
  void saysWhyThereIsNoReading() {
    Rig rig = new Rig(Plant.tcp());
    assertThat(rig.driver.read(List.of("unit", "7", "holding", "40101")).lines()).containsExactly(
        "unit 7 holding 100 (40101): exception 02. The device answers, the register does not exist. Check its map.");
    rig.device.silent = true;
    assertThat(rig.driver.read(List.of("unit", "7", "coil", "5")).lines()).containsExactly(
        "unit 7 coil 5 (00006): no answer in 1000 ms. Check unit number, power and wiring.");
    assertThat(rig.driver.read(List.of("holding", "5")).lines()).singleElement().asString().startsWith("Write: unit 7 holding 40101 uint16");
    assertThat(rig.driver.read(List.of("unit", "7", "holdin", "5")).lines()).singleElement().asString().contains("Did you mean \"holding\"?");
    rig.line.failure = "bus1: tcp 10.1.0.7:502 refuses the connection.";
    assertThat(rig.driver.read(List.of("unit", "7", "coil", "5")).lines()).containsExactly("bus1: tcp 10.1.0.7:502 refuses the connection.");
  }

  @Test
  void tellsAReadingFromItsAbsence() {
    Rig rig = new Rig(Plant.tcp());
    rig.device.put(100, 5);
    assertThat(rig.driver.read(List.of("unit", "7", "holding", "40101")).read()).isTrue();
    assertThat(rig.driver.read(List.of("unit", "7", "holding", "40301")).read()).isFalse();
    rig.device.silent = true;
    assertThat(rig.driver.read(List.of("unit", "7", "coil", "5")).read()).isFalse();
    rig.line.failure = "bus1: tcp 10.1.0.7:502 refuses the connection.";
    assertThat(rig.driver.read(List.of("unit", "7", "coil", "5")).read()).isFalse();
  }

  @Test
  void explainsFrames() {
    Rig tcp = new Rig(Plant.tcp());
    byte[] request = FakeDevice.mbap(5, 7, J2modMessages.read(io.busbar.driver.modbus.codec.Table.HOLDING, 100, 10));
    assertThat(tcp.driver.explain(true, request)).isEqualTo("#5 unit 7 read holding 100 to 109 (40101, 10)");
    assertThat(tcp.driver.explain(false, FakeDevice.mbap(5, 7, new byte[] {3, 4, 0x04, (byte) 0xD2, 0, 1}))).isEqualTo("#5 unit 7 holding 04D2 0001");
    assertThat(tcp.driver.explain(false, FakeDevice.mbap(5, 7, new byte[] {(byte) 0x83, 2})))
        .isEqualTo("#5 unit 7 exception 02. The device answers, the register does not exist. Check its map.");
    assertThat(tcp.driver.explain(true, FakeDevice.mbap(6, 7, J2modMessages.writeRegisters(0, new byte[] {0, 0, 0, 9}))))
        .isEqualTo("#6 unit 7 write multiple registers 0: 0002");

    Rig rtu = new Rig(Plant.rtu());
    assertThat(rtu.driver.explain(false, FakeDevice.rtu(7, new byte[] {1, 1, 5}))).isEqualTo("unit 7 coil 05");
    assertThat(rtu.driver.explain(false, new byte[] {1, 2, 3, 4, 5})).isEqualTo("piece of a frame, or damaged (checksum)");
    assertThat(rtu.driver.explain(true, FakeDevice.rtu(7, J2modMessages.writeCoil(4, true)))).isEqualTo("unit 7 write coil 4: FF00");
  }

  @Test
  void neverThrowsOverWhatIsOnTheLine() {
    java.util.Random random = new java.util.Random(5);
    Rig tcp = new Rig(Plant.tcp());
    Rig rtu = new Rig(Plant.rtu());
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(24)];
      random.nextBytes(bytes);
      tcp.driver.explain(random.nextBoolean(), bytes);
      rtu.driver.explain(random.nextBoolean(), FakeDevice.rtu(1, bytes.length == 0 ? new byte[1] : bytes));
      tcp.driver.explain(random.nextBoolean(), FakeDevice.mbap(1, 1, bytes));
    }
  }

  @Test
  void estimatesALineByItsBaudRate() {
    ChannelEstimate estimate = new Estimator(ChannelSettings.of(Plant.rtu())).estimate("bus1", List.of(
        Plant.device(0, 7, 1, Plant.point("a", "40001", 1000), Plant.point("b", "40002", 1000)),
        Plant.device(1, 8, 1, Plant.point("a", "40001", 100))));

    // 17 and 15 characters of 11 bits at 9,600 bit/s, 20 ms turnaround, 3.5 characters of pause
    assertThat(estimate.cycleMs()).isCloseTo((17 + 15 + 7) * 11_000 / 9_600.0 + 40, Offset.offset(0.1));
    assertThat(estimate.requestsPerSecond()).isCloseTo(11, Offset.offset(0.01));
    assertThat(estimate.samplesPerSecond()).isCloseTo(12, Offset.offset(0.01));
    assertThat(estimate.busyFraction()).isCloseTo(0.0435 + 0.412, Offset.offset(0.01));
    assertThat(estimate.notes()).first().asString().startsWith("FDR-08 takes 41");
  }

  @Test
  void warnsWhereALineCannotKeepItsPeriods() {
    ChannelEstimate estimate = new Estimator(ChannelSettings.of(Plant.rtu())).estimate("bus1", List.of(
        Plant.device(0, 7, 1, Plant.point("a", "40001", 20))));
    assertThat(estimate.busyFraction()).isGreaterThan(1);
    assertThat(estimate.notes()).first().asString().startsWith("bus1 cannot keep its periods");
  }
}
