package io.busbar.shell.tailgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.describe.Descriptor;
import io.busbar.api.describe.Parameter;
import io.busbar.api.describe.ParameterType;
import io.busbar.api.driver.AdHocReading;
import io.busbar.api.driver.Driver;
import io.busbar.api.driver.DriverContext;
import io.busbar.api.driver.DriverFactory;
import io.busbar.api.line.LineService;
import io.busbar.shell.words.Task;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailgateTest {
  private AdHocReading answer = AdHocReading.of(List.of("value     1"));
  private static final String STATUS = """
      {"role":"gateway","site":"oak-street","nowNs":1763870400000000000,"missing":[],
       "clock":{"state":"UNSYNCHRONISED","source":"free running"},
       "attentionTotal":62,"attention":[
          {"level":"CRITICAL","part":"CHANNEL","name":"net","text":"refused: is the device on?","sinceNs":null,"lastGoodNs":null,"details":[]},
          {"level":"CRITICAL","part":"NO REPLY","name":"FDR-08-with-a-very-long-name-of-its-own on bus1","device":true,
           "text":"no answer from unit 8 in 3 tries. Check unit number, power and wiring.","lastGoodNs":1763870399500000000,"details":[]},
          {"level":"WARNING","part":"EDIT REFUSED","name":"","text":"What ran before keeps running.",
           "sinceNs":1763870398000000000,"details":["devices.csv:3:15 channel \\"buss1\\" is unknown. Did you mean \\"bus1\\"?"]}],
       "channels":[{"channel":"bus1","type":"modbus-rtu","line":"/dev/ttyS1 9600-8E1","state":"polls","ok":true,"devices":2,"busy":0.34},
                   {"channel":"net","type":"modbus-tcp","line":"10.1.0.7 502","state":"refused: is the device on?",
                    "ok":false,"devices":1,"busy":0}],
       "devices":{"total":3,"OK":1},
       "links":[{"peer":"10.9.0.5:20500","up":true,"sinceNs":1763870000000000000,"lossOut":0.12,"lossIn":0.1,"roundTripMs":640.2,"airtime":0.45}],
       "journal":{"usedBytes":1200000,"capacityBytes":256000000,"failure":"","backlogRecords":0,"oldestBacklogNs":null,
                  "hoursLeft":3100.4,"lastDeliveredNs":1763870399000000000},
       "model":{"epoch":3}}
      """;
  private static final String DEVICES = """
      {"devices":[
        {"device":"FDR-07","template":"feeder","channel":"bus1","state":"OK","text":"OK","reason":"","lastGoodNs":1763870399500000000,
         "requests":1234,"timeouts":0,"checksumErrors":0,"exceptions":0},
        {"device":"FDR-08-with-a-very-long-name-of-its-own","template":"feeder-with-a-long-name","channel":"bus1","state":"LOST","text":"NO REPLY",
         "reason":"no answer from unit 8 in 3 tries. Check unit number, power and wiring.","lastGoodNs":null,"requests":12345678,
         "timeouts":43,"checksumErrors":2,"exceptions":0}]}
      """;

  @TempDir Path places;
  private FakeGateway gateway;

  @BeforeEach
  void start() throws Exception {
    gateway = new FakeGateway(places);
    gateway.answers.put("/api/status", STATUS);
    gateway.answers.put("/api/devices", DEVICES);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private int run(Task task, String... arguments) {
    return Task.carryOut(task, "verb", "busbar verb\n", List.of(arguments), gateway.toOut(), gateway.toErr());
  }

  @Test
  void statusShowsWhatIsWrongFirstAndFits80Columns() {
    assertThat(run(new StatusTask(gateway.finder()))).isEqualTo(1);
    assertThat(gateway.err.toString()).isEmpty();
    List<String> lines = gateway.printed().lines().toList();
    assertThat(lines).allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(80));
    assertThat(lines.get(0) + lines.get(1)).isEqualTo("oak-street (/sites/oak), page http://" + gateway.page()
        + "/, clock unsynchronised:  free running");
    assertThat(lines.get(2)).isEqualTo("62 things need attention:");
    assertThat(String.join(" ", lines).replaceAll(" +", " ")).contains(
        "EDIT REFUSED: What ran before keeps running. (since ", "and 59 more",
        "CHANNEL net: refused: is the device on?",
        "NO REPLY FDR-08-with-a-very-long-name-of-its-own on bus1: no answer from unit 8 in 3 tries. Check unit number", " Last good ",
        "devices.csv:3:15 channel \"buss1\" is unknown. Did you mean \"bus1\"?",
        "10.9.0.5:20500 up since", "loss out 12 % in 10 %, round trip 640 ms, airtime 45 %",
        "1.2 of 256.0 MB, backlog 0 records, full in 3100 h");
    int first = gateway.printed().indexOf("\nFDR-08");
    assertThat(first).as("the lost device before the good one").isPositive().isLessThan(gateway.printed().indexOf("\nFDR-07"));
  }

  private String linkAndJournal(String fields) {
    gateway.answers.put("/api/status", "{\"role\":\"gateway\",\"site\":\"oak-street\",\"attention\":[],"
        + "\"budgetPerDay\":20000000,\"centralKey\":\"7KQ2-M04D\",\"links\":[{\"peer\":\"central\","
        + "\"sinceNs\":1000000000,\"lossOut\":0.3,\"lossIn\":0.1,\"roundTripMs\":620,\"airtime\":0.45,\"airtimeByLane\":[0,0.02,0,0.4,0.001,0],"
        + "\"rate\":9600,\"usedTodayBytes\":5000000," + fields + "}],\"bearers\":[{\"name\":\"serial /dev/ttyS1\",\"inUse\":false,\"alive\":false},"
        + "{\"name\":\"udp 10.20.0.5:20500\",\"inUse\":true,\"alive\":true}],\"journal\":{\"usedBytes\":1200000,\"capacityBytes\":256000000,"
        + "\"freeBytes\":40000000,\"writing\":\"direct synchronous writes\",\"backlogRecords\":3,\"hoursLeft\":6.25,\"bytesPerSample\":3.44}}");
    assertThat(run(new StatusTask(gateway.finder()))).isZero();
    String printed = gateway.printed();
    assertThat(printed.lines()).allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(80));
    return printed.replaceAll("\\s+", " ");
  }

  @Test
  void statusShowsHowTheLinkDoes() {
    assertThat(linkAndJournal("\"up\":true,\"rateLearned\":true,\"encrypted\":true,\"peerKey\":\"7KQ2-M04D\",\"bulkWaits\":\"\"")).contains(
        "LINK central up since", "loss out 30 % in 10 %, round trip 620 ms, airtime 45 %: alarms 2 %, live 40 %",
        "over udp 10.20.0.5:20500 (backup), 9.6 kbit/s learned; serial /dev/ttyS1 is dead", "used today 5.0 of 20.0 MB (25 %)",
        "encrypted, central's key 7KQ2-M04D",
        "JOURNAL 1.2 of 256.0 MB, backlog 3 records, full in 6.3 h if nothing is delivered, last delivered -, 3.4 bytes per sample, 40.0 MB free on"
            + " its disk, written by direct synchronous writes").doesNotContain("NOT ENCRYPTED", "wait:");
  }

  @Test
  void statusSaysThatALinkIsNotEncryptedAndWhyMeasurementsWait() {
    assertThat(linkAndJournal("\"up\":true,\"rateLearned\":false,\"encrypted\":false,\"peerKey\":\"\","
        + "\"bulkWaits\":\"waiting for the window at 02:00\""))
        .contains("9.6 kbit/s;", "NOT ENCRYPTED: allowed to this machine itself only; \"busbar key trust LINE\"",
            "measurements wait: waiting for the window at 02:00");
  }

  @Test
  void statusOfALinkThatIsDownSaysWhomItTrusts() {
    assertThat(linkAndJournal("\"up\":false,\"encrypted\":false,\"peerKey\":\"\",\"bulkWaits\":\"\"")).contains("LINK central DOWN",
        "trusts central's key 7KQ2-M04D").doesNotContain("NOT ENCRYPTED");
  }

  @Test
  void saysThatNoGatewayRuns() {
    assertThat(run(new StatusTask(new Finder(List.of(places.resolve("nowhere")))))).isEqualTo(3);
    assertThat(gateway.err.toString()).hasLineCount(1).contains("no gateway runs on this machine").contains("busbar gateway SITE_FOLDER");
  }

  @Test
  void saysThatAGatewayDoesNotAnswer() {
    gateway.close();
    assertThat(run(new StatusTask(gateway.finder()))).isEqualTo(3);
    assertThat(gateway.err.toString()).hasLineCount(1).contains("of /sites/oak (process", "does not answer at " + gateway.page());
  }

  @Test
  void traceShowsLinesAsTheyComeAndNamesTheDeviceThatIsNotThere() {
    gateway.answers.put("/api/trace?device=FDR+07", "data: 12:00:00.001 → 07 03\n\n: still here\n\ndata: 12:00:00.013 ← 07 03 02\n\n");
    assertThat(run(new TraceTask(gateway.finder()), "FDR 07")).isEqualTo(1);
    assertThat(gateway.printed()).isEqualTo("12:00:00.001 → 07 03\n12:00:00.013 ← 07 03 02\n");
    assertThat(gateway.err.toString()).contains("busbar trace: FDR 07 of oak-street (/sites/oak), page", "the gateway ended the trace");
    assertThat(run(new TraceTask(gateway.finder()), "FDR-7")).isEqualTo(3);
    assertThat(gateway.err.toString()).contains("There is nothing at /api/trace?device=FDR-7.");
  }

  @Test
  void traceEndsAfterItsSeconds() {
    gateway.answers.put("/api/trace?device=slow", "data: one\n\n");
    assertThat(run(new TraceTask(gateway.finder()), "slow", "--seconds", "1")).isZero();
    assertThat(gateway.printed()).isEqualTo("one\n");
    assertThat(gateway.err.toString()).hasLineCount(1);
  }

  @Test
  void portsNamesTheChannelThatHoldsAPort() {
    LineService lines = lines(new LineService.PortInfo("/dev/ttyS0", "16550A", "", ""),
        new LineService.PortInfo("/dev/ttyS1", "16550A", "process 77 (java)", ""),
        new LineService.PortInfo("/dev/ttyUSB0", "FTDI", "process 812 (ser2net)", ""));
    assertThat(run(new PortsTask(lines, gateway.finder()))).isZero();
    assertThat(gateway.printed().lines().map(line -> line.replaceAll(" +", " "))).containsExactly(
        "PORT HELD BY SETTINGS WHAT IT IS",
        "/dev/ttyS0 free 16550A",
        "/dev/ttyS1 channel bus1 of oak-street 9600-8E1 16550A",
        "/dev/ttyUSB0 process 812 (ser2net) FTDI",
        "10.1.0.7 502 channel net of oak-street");
  }

  @Test
  void readGoesThroughTheGatewayThatHoldsTheLine() {
    gateway.answers.put("/api/read", "{\"read\":true,\"lines\":[\"value     42\",\"raw       002A\"]}");
    for (String line : new String[] {"bus1", "rtu:/dev/ttyS1", "tcp:10.1.0.7", "tcp:10.1.0.7:502"}) {
      gateway.posted.clear();
      assertThat(run(read(List.of()), line, "unit", "7", "holding", "40101")).isZero();
      assertThat(gateway.posted).containsEntry("/api/read 1", "{\"channel\":\"" + (line.contains("10.1") ? "net" : "bus1")
          + "\",\"request\":[\"unit\",\"7\",\"holding\",\"40101\"]}");
    }
    assertThat(gateway.printed()).startsWith("value     42\nraw       002A\n");
  }

  @Test
  void readEndsWithOneWhereNoReadingCame() {
    String why = "unit 7 holding 100 (40101): no answer in 1000 ms. Check unit number, power and wiring.";
    gateway.answers.put("/api/read", "{\"read\":false,\"lines\":[\"" + why + "\"]}");
    assertThat(run(read(List.of()), "bus1", "unit", "7", "holding", "40101")).isEqualTo(1);
    assertThat(gateway.printed()).isEqualTo(why + "\n");
    answer = AdHocReading.none("tcp 10.1.0.9:502 refuses the connection.");
    assertThat(run(read(new ArrayList<>()), "tcp:10.1.0.9", "unit", "7", "coil", "5")).isEqualTo(1);
  }

  @Test
  void readOpensALineThatNobodyHolds() {
    List<String> released = new ArrayList<>();
    assertThat(run(read(released), "rtu:/dev/ttyS5", "unit", "7", "coil", "5", "--serial", "19200-8N1")).isZero();
    assertThat(gateway.printed()).isEqualTo("modbus-rtu {port=/dev/ttyS5, serial=19200-8N1} [unit, 7, coil, 5]\nvalue     1\n");
    assertThat(released).containsExactly("closed", "released read");
    assertThat(gateway.err.toString()).isEqualTo("busbar read: opens /dev/ttyS5 itself, no running gateway has it\n");
  }

  @Test
  void aPortOfTheSameHostThatTheGatewayDoesNotHaveIsAnotherLine() {
    assertThat(run(read(new ArrayList<>()), "tcp:10.1.0.7:1502", "unit", "7", "coil", "5")).isZero();
    assertThat(gateway.printed()).startsWith("modbus-tcp {host=10.1.0.7, port=1502}");
    assertThat(gateway.posted).isEmpty();
  }

  @Test
  void aGatewayThatDoesNotAnswerIsInNobodysWay() {
    gateway.close();
    assertThat(run(read(new ArrayList<>()), "rtu:/dev/ttyS1", "unit", "7", "coil", "5")).isZero();
    assertThat(gateway.err.toString()).contains("does not answer at " + gateway.page(), "opens /dev/ttyS1 itself");
    assertThat(run(new PortsTask(lines(), gateway.finder()))).isZero();
    assertThat(gateway.printed()).endsWith("This machine has no serial ports. Plug in the converter; in a container, pass the device through.\n");
  }

  @Test
  void readSaysWhatIsWrongWithItsWords() {
    assertThat(run(read(List.of()))).isEqualTo(2);
    assertThat(run(read(List.of()), "rtu:/dev/ttyS5")).isEqualTo(2);
    assertThat(run(read(List.of()), "usb:/dev/ttyS5", "unit", "7")).isEqualTo(2);
    assertThat(run(read(List.of()), "bus9", "unit", "7")).isEqualTo(3);
    assertThat(gateway.err.toString()).contains("LINE is missing", "what to read is missing", "There are: modbus-tcp, "
        + "modbus-rtu",
        "no channel \"bus9\"");
  }

  private static LineService lines(LineService.PortInfo... ports) {
    return (LineService) Proxy.newProxyInstance(TailgateTest.class.getClassLoader(), new Class<?>[] {LineService.class},
        (proxy, method, arguments) -> List.of(ports));
  }

  private ReadTask read(List<String> released) {
    LineService lines = (LineService) Proxy.newProxyInstance(TailgateTest.class.getClassLoader(), new Class<?>[] {LineService.class},
        (proxy, method, arguments) -> method.getName().equals("release") ? released.add("released " + arguments[0]) && false : null);
    Descriptor tcp = new Descriptor("modbus-tcp", "", "", "", List.of(Parameter.required("host", ParameterType.TEXT, "")));
    Descriptor rtu = new Descriptor("modbus-rtu", "", "", "", List.of(Parameter.required("port", ParameterType.TEXT, "")));
    DriverFactory driver = (DriverFactory) Proxy.newProxyInstance(TailgateTest.class.getClassLoader(), new Class<?>[] {DriverFactory.class},
        (proxy, method, arguments) -> switch (method.getName()) {
          case "channelTypes" -> List.of(tcp, rtu);
          case "open" -> driver((DriverContext) arguments[0], released);
          default -> null;
        });
    return new ReadTask(List.of(driver), lines, null, null, gateway.finder());
  }

  private Driver driver(DriverContext context, List<String> released) {
    return (Driver) Proxy.newProxyInstance(TailgateTest.class.getClassLoader(), new Class<?>[] {Driver.class}, (proxy, method, arguments) -> {
      if (method.getName().equals("close")) {
        released.add("closed");
        return null;
      }
      StringBuilder settings = new StringBuilder();
      context.channel().settings().values().forEach((name, value) -> settings.append(settings.isEmpty() ? "" : ", "
          + "").append(name).append('=').append(value.text()));
      List<String> lines = new ArrayList<>(List.of(context.channel().type() + " {" + settings + "} " + arguments[0]));
      lines.addAll(answer.lines());
      return new AdHocReading(answer.read(), lines);
    });
  }
}
