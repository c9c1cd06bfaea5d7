package io.busbar.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.bearer.BearerFactory.Way;
import io.busbar.api.bearer.BearerStatus;
import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.health.HealthReport;
import io.busbar.api.journal.JournalOptions;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.journal.StreamId;
import io.busbar.api.link.CommandLanes;
import io.busbar.api.link.LinkFigures;
import io.busbar.api.link.LinkOptions;
import io.busbar.api.model.PublishClass;
import io.busbar.api.time.BusClock;
import io.busbar.api.view.GatewayLinkView.Whereabouts;
import io.busbar.api.view.GatewayLinkView;
import io.busbar.codec.component.SampleCodecComponent;
import io.busbar.journal.block.BinaryBlockCodec;
import io.busbar.journal.log.SegmentLog;
import io.busbar.journal.stage.SampleJournalStage;
import io.busbar.link.component.DatagramLinkFactory;
import io.busbar.security.keys.KeyDesk;
import io.busbar.security.keys.KeyFolder;
import io.busbar.security.keys.MachineKeys;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.environment.SimStorage;
import io.busbar.transport.ways.Bearers;
import io.busbar.uplink.feed.UplinkOptions.Order;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The uplink as it runs, over real sockets, encrypted, against a central that keeps count. Time runs ten times as fast. */
class UplinkAgentTest {
  private static final long WAIT_NS = 120_000_000_000L;
  private static final int SPEED = 10;
  private static final long NOON_NS = (20_780 * 24 + 12) * 3_600_000_000_000L;
  private static final SecureRandom DICE = new SecureRandom();

  private static final BusClock CLOCK = new BusClock() {
    private final long began = System.nanoTime();

    @Override
    public long wallNs() {
      return NOON_NS + monotonicNs();
    }

    @Override
    public long monotonicNs() {
      return (System.nanoTime() - began) * SPEED;
    }
  };

  @TempDir
  private Path folder;
  private final SimStorage disk = new SimStorage(new SimRandom(1));
  private final SimStorage budgets = new SimStorage(new SimRandom(2));
  private SegmentLog log;
  private SampleJournalStage stage;
  private MachineKeys centralKeys;
  private CentralEnd central;
  private UplinkAgent agent;
  private int[] ids;
  private long ticket;

  @BeforeEach
  void open() throws IOException {
    log = SegmentLog.open(disk, new JournalOptions(64 << 10, 16 * (64 << 10)), CLOCK, DICE::nextLong);
    stage = new SampleJournalStage(log, CLOCK, 200);
    ids = stage.describe(List.of(new PointDescription("oak", "relay", "ia", Kind.INT64, "A", PublishClass.MEASUREMENT, 0, Map.of())));
    centralKeys = keys("central");
    central = new CentralEnd(CLOCK, DICE::nextLong, centralKeys.waiting(true));
    agent = start();
  }

  @AfterEach
  void close() throws Exception {
    agent.close();
    central.close();
    stage.close();
  }

  private MachineKeys keys(String name) {
    return new MachineKeys(new KeyFolder(folder.resolve(name).resolve("keys")), CLOCK, DICE::nextLong, true);
  }

  private UplinkAgent start() {
    UplinkAgent made = new UplinkAgent(new UplinkServices(stage, new BinaryBlockCodec(), new SampleCodecComponent(), new DatagramLinkFactory(),
        keys("gateway"), new Bearers(CLOCK), CLOCK, DICE::nextLong, new BudgetBook(budgets), new CommandLanes()));
    made.start();
    return made;
  }

  private UplinkSettings settings(String key, LinkOptions options, String... to) {
    return new UplinkSettings("oak", java.util.Arrays.stream(to).map(each -> new Way(each, 1_280)).toList(), 256_000, 100, key,
        Order.LIVE_FIRST, options);
  }

  private void sample() {
    sample(CLOCK.wallNs());
  }

  private void sample(long atNs) {
    SampleBatch batch = new SampleBatch(1);
    batch.add(ids[0], ticket, 0, atNs, (byte) 0, atNs);
    assertThat(stage.offer(StreamId.MEASUREMENTS, batch, true, ++ticket, null, null)).isTrue();
    stage.doWork();
    agent.wake();
  }

  private static boolean await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + WAIT_NS;
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    return condition.getAsBoolean();
  }

  private boolean allArrived() throws InterruptedException {
    return await(() -> central.measurements.size() >= ticket && agent.backlogRecords() == 0);
  }

  private void everythingOnce() {
    assertThat(central.measurements).doesNotHaveDuplicates().hasSize((int) ticket);
    assertThat(central.doubled).isZero();
  }

  private LinkFigures figures() {
    return agent.links().get(0).figures();
  }

  private String inUse() {
    return agent.bearers().stream().filter(BearerStatus::inUse).map(BearerStatus::name).findFirst().orElse("");
  }

  @Test
  void aPrimaryThatIsCutGivesWayToTheBackupInTheSameSessionAndComesBack() throws Exception {
    try (Radio primary = new Radio(central.port(0)); Radio backup = new Radio(central.port(1))) {
      agent.follow(settings(centralKeys.line(), LinkOptions.NONE.backupRates(List.of(128_000L)), primary.address(), backup.address()));
      sample();
      assertThat(allArrived()).isTrue();
      assertThat(inUse()).isEqualTo("udp " + primary.address());
      assertThat(await(() -> figures().way().equals("udp " + primary.address()))).isTrue();
      assertThat(figures().rateBitsPerSecond()).isEqualTo(256_000);

      primary.on = false;
      for (int i = 0; i < 20; i++) {
        sample();
      }
      assertThat(allArrived()).as(agent.links() + " " + agent.bearers()).isTrue();
      assertThat(inUse()).isEqualTo("udp " + backup.address());
      assertThat(await(() -> figures().way().equals("udp " + backup.address()) && figures().rateBitsPerSecond() == 128_000)).isTrue();
      assertThat(agent.health()).filteredOn(report -> report.level() != HealthReport.Level.OK).extracting(HealthReport::part)
          .containsExactly("udp " + primary.address());

      primary.on = true;
      assertThat(await(() -> inUse().equals("udp " + primary.address()))).isTrue();
      sample();
      assertThat(allArrived()).isTrue();
      assertThat(central.ups).as("one session all the time").isEqualTo(1);
      assertThat(central.downs).isZero();
      everythingOnce();
    }
  }

  @Test
  void aSampleIsFoundInTheJournalAndItsWayIsKnown() throws Exception {
    long at = CLOCK.wallNs();
    sample(at);
    for (int i = 0; i < 100; i++) {
      sample();
    }
    assertThat(agent.whereabouts(ids[0], at, at)).isEqualTo(new Whereabouts(GatewayLinkView.Way.WAITING, StreamId.MEASUREMENTS, 1));
    assertThat(agent.whereabouts(ids[0], at + 1, at)).isEqualTo(Whereabouts.UNKNOWN);
    agent.follow(settings(centralKeys.line(), LinkOptions.NONE, "127.0.0.1:" + central.port(0)));
    assertThat(allArrived()).as(agent.links().toString()).isTrue();
    assertThat(await(() -> agent.whereabouts(ids[0], at, at).way() == GatewayLinkView.Way.CONFIRMED)).isTrue();
  }

  @Test
  void changesAtRunTimeTakeEffectAndLoseNothing() throws Exception {
    String first = "127.0.0.1:" + central.port(0);
    String second = "127.0.0.1:" + central.port(1);
    LinkOptions half = LinkOptions.NONE.halfDuplex(5, 5);
    List<UplinkSettings> edits = List.of(settings("", LinkOptions.NONE, first), settings(centralKeys.line(), LinkOptions.NONE, first),
        settings(centralKeys.line(), half, second),
        new UplinkSettings("oak", List.of(new Way(second, 296)), 64_000, 100, centralKeys.line(), Order.OLDEST_FIRST, LinkOptions.NONE));
    for (int edit = 0; edit < edits.size(); edit++) {
      for (int i = 0; i < 30; i++) {
        sample();
      }
      agent.follow(edits.get(edit));
      for (int i = 0; i < 30; i++) {
        sample();
      }
      int sessions = edit + 1;
      assertThat(await(() -> central.ups == sessions)).as("edit " + edit + ": " + agent.links()).isTrue();
      boolean encrypted = edit > 0;
      assertThat(await(() -> !agent.links().isEmpty() && agent.links().get(0).up() && !figures().peerKey().isEmpty() == encrypted))
          .as("edit " + edit + ": " + agent.links()).isTrue();
    }
    assertThat(allArrived()).as(agent.links().toString()).isTrue();
    assertThat(figures().peerKey()).isEqualTo(centralKeys.fingerprint());
    everythingOnce();
    agent.follow(null);
    assertThat(await(() -> agent.links().isEmpty())).isTrue();
  }

  @Test
  void aLineThatIsTrustedWhileItRunsIsFollowed() throws Exception {
    agent.follow(settings("", LinkOptions.NONE, "127.0.0.1:" + central.port(0)));
    sample();
    assertThat(allArrived()).isTrue();
    assertThat(figures().peerKey()).as("not encrypted").isEmpty();
    new KeyDesk(CLOCK, DICE::nextLong).carryOut(List.of("trust", centralKeys.line(), folder.resolve("gateway").toString()),
        new PrintStream(OutputStream.nullOutputStream()));
    assertThat(await(() -> central.ups == 2 && figures().peerKey().equals(centralKeys.fingerprint()))).as(agent.links().toString()).isTrue();
    sample();
    assertThat(allArrived()).isTrue();
    everythingOnce();
  }

  @Test
  void theDaysBudgetSurvivesARestart() throws Exception {
    LinkOptions small = LinkOptions.NONE.budget(60_000, 1);
    agent.follow(settings(centralKeys.line(), small, "127.0.0.1:" + central.port(0)));
    while (agent.links().isEmpty() || figures().budgetLeftBytes() != 0) {
      sample();
      Thread.sleep(2);
    }
    long used = figures().usedTodayBytes();
    long day = figures().day();
    assertThat(used).isGreaterThanOrEqualTo(60_000);
    agent.close();
    assertThat(new BudgetBook(budgets).spent(day)).isGreaterThanOrEqualTo(used);
    agent = start();
    agent.follow(settings(centralKeys.line(), small, "127.0.0.1:" + central.port(0)));
    assertThat(await(() -> central.ups == 2)).isTrue();
    int before = central.measurements.size();
    sample();
    assertThat(await(() -> figures().day() == day && figures().usedTodayBytes() > used)).isTrue();
    assertThat(figures().budgetLeftBytes()).isZero();
    assertThat(figures().bulkWaits()).contains("used up");
    assertThat(central.measurements).as("measurements wait until midnight").hasSize(before);
    agent.follow(settings(centralKeys.line(), LinkOptions.NONE, "127.0.0.1:" + central.port(0)));
    assertThat(allArrived()).as("another contract, and all goes").isTrue();
    everythingOnce();
  }
}
