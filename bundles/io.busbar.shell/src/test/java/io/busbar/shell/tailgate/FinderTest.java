package io.busbar.shell.tailgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.line.LineService;
import io.busbar.shell.words.Task;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of several gateways is meant. */
class FinderTest {
  @TempDir Path places;
  private FakeGateway oak;
  private FakeGateway elm;

  @BeforeEach
  void start() throws Exception {
    oak = started("/sites/oak", "oak-street", "bus1", "FDR-07");
    elm = started("/sites/elm", "elm-road", "bus1", "FDR-21");
  }

  private FakeGateway started(String folder, String site, String channel, String device) throws Exception {
    FakeGateway gateway = new FakeGateway(places, folder);
    gateway.answers.put("/api/status", "{\"role\":\"gateway\",\"pid\":" + ProcessHandle.current().pid() + ",\"site\":\"" + site
        + "\",\"channels\":[{\"channel\":\"" + channel + "\",\"line\":\"/dev/tty-" + site + " 9600-8E1\",\"ok\":true,\"state\":\"polls\"}]}");
    gateway.answers.put("/api/devices", "{\"devices\":[{\"device\":\"" + device + "\",\"state\":\"OK\"}]}");
    gateway.answers.put("/api/trace?device=" + device, "data: " + site + "\n\n");
    gateway.answers.put("/api/read", "{\"read\":true,\"lines\":[\"value     42\"]}");
    return gateway;
  }

  @AfterEach
  void stop() {
    oak.close();
    elm.close();
  }

  private int run(Task task, String... arguments) {
    return Task.carryOut(task, "verb", "busbar verb\n", List.of(arguments), oak.toOut(), oak.toErr());
  }

  private int status(String... arguments) {
    return run(new StatusTask(oak.finder()), arguments);
  }

  @Test
  void ofSeveralNoneIsTakenAndAllAreListed() {
    assertThat(status()).isEqualTo(3);
    assertThat(oak.err.toString().lines()).hasSize(3);
    assertThat(oak.err.toString()).contains("2 gateways run on this machine. Say which one with --gateway NAME or --page HOST:PORT:",
        "  oak-street (/sites/oak), page http://" + oak.page() + "/", "  elm-road (/sites/elm), page http://" + elm.page() + "/");
  }

  @Test
  void nameFolderOrPageChooses() {
    for (List<String> words : List.of(List.of("--gateway", "elm-road"), List.of("--gateway", "/sites/elm"), List.of("elm"),
        List.of("/sites/elm/"), List.of("--page", elm.page()), List.of("--page", "http://" + elm.page() + "/"))) {
      oak.out.reset();
      assertThat(status(words.toArray(String[]::new))).as("%s: %s", words, oak.err).isZero();
      assertThat(oak.printed()).startsWith("elm-road").contains("page http://" + elm.page() + "/");
    }
    assertThat(status("elm", "--page", elm.page())).isEqualTo(2);
    assertThat(status("ash")).isEqualTo(3);
    assertThat(oak.err.toString()).contains("no gateway \"ash\" runs on this machine. There are:", "oak-street (/sites/oak)");
  }

  @Test
  void aWordThatIsAFolderSeenFromHereMeansThatFolderOnly() throws Exception {
    Path here = Path.of("src").toAbsolutePath();
    FakeGateway same = started("/etc/busbar/src", "src", "bus1", "FDR-30");
    try {
      assertThat(status("src")).as("another folder of that name, and a site called so").isEqualTo(3);
      assertThat(oak.err.toString()).contains("no gateway runs on " + here + ". There are:", "src (/etc/busbar/src)");
      assertThat(status("--gateway", "src")).as("a name").isZero();
      assertThat(oak.printed()).startsWith("src (/etc/busbar/src)");
    } finally {
      same.close();
    }
    FakeGateway mine = started(here.toString(), "mine", "bus1", "FDR-31");
    try {
      oak.out.reset();
      assertThat(status("src")).as(oak.err.toString()).isZero();
      assertThat(oak.printed()).startsWith("mine (" + here);
    } finally {
      mine.close();
    }
  }

  @Test
  void theGatewayOfAnotherUserIsFoundByItsFolder() throws Exception {
    Path folder = Files.createDirectories(places.resolve("ash").resolve("data"));
    try (FakeGateway ash = new FakeGateway(folder, folder.getParent().toString())) {
      ash.answers.put("/api/status", "{\"role\":\"gateway\",\"site\":\"ash-lane\"}");
      ash.answers.put("/api/devices", "{\"devices\":[]}");
      Files.move(folder.resolve("gateway-on-" + ash.page().replaceAll(".*:", "") + ".run"), folder.resolve("gateway.run"));
      assertThat(status(folder.getParent().toString())).as(oak.err.toString()).isZero();
      assertThat(oak.printed()).startsWith("ash-lane (" + folder.getParent());
    }
  }

  @Test
  void aDeadOneAndAPageThatIsAnothersNowDoNotCount() throws Exception {
    elm.close();
    assertThat(status()).isZero();
    assertThat(oak.err.toString()).contains("passed over: the gateway of /sites/elm", "does not answer at " + elm.page());
    Files.writeString(places.resolve("gateway-5.run"), "{\"pid\":" + ProcessHandle.current().parent().orElseThrow().pid() + ",\"page\":\""
        + oak.page() + "\",\"site\":\"/sites/old\"}");
    oak.out.reset();
    assertThat(status()).isZero();
    assertThat(oak.printed()).startsWith("oak-street (/sites/oak)");
    assertThat(status("/sites/elm")).isEqualTo(3);
    assertThat(oak.err.toString()).contains("If it was started just now, wait a moment");
  }

  @Test
  void aPageOfCentralOrOfNobodyIsSaid() {
    elm.answers.put("/api/status", "{\"role\":\"central\"}");
    assertThat(status("--page", elm.page())).isEqualTo(3);
    elm.close();
    assertThat(status("--page", elm.page())).isEqualTo(3);
    assertThat(oak.err.toString()).contains(elm.page() + " is the page of a central, not of a gateway", "no gateway answers at " + elm.page()
        + " (connection refused)");
  }

  @Test
  void traceTakesTheOneThatHasTheDevice() {
    run(new TraceTask(oak.finder()), "FDR-21");
    assertThat(oak.printed()).isEqualTo("elm-road\n");
    assertThat(run(new TraceTask(oak.finder()), "FDR-9")).isEqualTo(3);
    assertThat(oak.err.toString()).contains("busbar trace: FDR-21 of elm-road (/sites/elm)", "2 gateways run on this machine");
  }

  @Test
  void readTakesTheOneThatHasTheLineAndAsksWhereANameIsAmbiguous() {
    assertThat(run(read(), "rtu:/dev/tty-elm-road", "unit", "7", "coil", "5")).isZero();
    assertThat(oak.err.toString()).startsWith("busbar read: channel bus1 of elm-road (/sites/elm)");
    assertThat(run(read(), "bus1", "unit", "7", "coil", "5")).isEqualTo(3);
    assertThat(oak.err.toString()).contains("2 gateways run on this machine");
    assertThat(run(read(), "bus1", "unit", "7", "coil", "5", "--gateway", "oak-street")).isZero();
    assertThat(oak.posted).hasSize(1);
    assertThat(run(read(), "rtu:/dev/ttyS9", "unit", "7", "coil", "5", "--gateway", "oak-street")).isEqualTo(3);
    assertThat(oak.err.toString()).contains("has no channel on /dev/ttyS9. Leave out --gateway and --page to open the line here.");
  }

  private ReadTask read() {
    return new ReadTask(List.of(), noLines(), null, null, oak.finder());
  }

  private static LineService noLines() {
    return (LineService) Proxy.newProxyInstance(FinderTest.class.getClassLoader(), new Class<?>[] {LineService.class},
        (proxy, method, arguments) -> List.of());
  }

  @Test
  void sinksAreThoseOfCentralAndOneCanBeForgotten() {
    Finder centrals = new Finder(List.of(places), "central");
    assertThat(run(new SinksTask(centrals))).isEqualTo(3);
    assertThat(oak.err.toString()).contains("no central runs on this machine", "\"busbar central FOLDER\"");
    elm.answers.put("/api/status", "{\"role\":\"central\"}");
    String left = "{\"name\":\"file\",\"installed\":true,\"waiting\":0,\"failure\":\"\"}";
    elm.answers.put("/api/sinks", "{\"sinks\":[" + left + ",{\"name\":\"kafka\",\"installed\":false,\"waiting\":12,\"failure\":\"\"}]}");
    elm.answers.put("/api/sinks/forget", "{\"sinks\":[" + left + "]}");
    assertThat(run(new SinksTask(centrals), "--page", elm.page())).isEqualTo(1);
    assertThat(oak.printed()).startsWith("central, page http://" + elm.page()).contains("kafka       12  NOT INSTALLED");
    assertThat(run(new SinksTask(centrals), "--page", elm.page(), "--forget", "kafka")).isZero();
    assertThat(elm.posted).containsEntry("/api/sinks/forget 1", "{\"sink\":\"kafka\"}");
  }

  @Test
  void portsShowsTheLinesOfAllOrOfOne() {
    assertThat(run(new PortsTask(noLines(), oak.finder()))).isZero();
    assertThat(oak.printed()).contains("channel bus1 of oak-street", "channel bus1 of elm-road");
    oak.out.reset();
    assertThat(run(new PortsTask(noLines(), oak.finder()), "--page", elm.page())).isZero();
    assertThat(oak.printed()).contains("channel bus1 of elm-road").doesNotContain("oak-street");
  }
}
