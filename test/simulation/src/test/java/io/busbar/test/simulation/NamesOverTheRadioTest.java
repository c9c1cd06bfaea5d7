package io.busbar.test.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.DictionaryEntry;
import io.busbar.api.journal.GapRecord;
import io.busbar.api.journal.JournalReader;
import io.busbar.api.journal.StreamId;
import io.busbar.api.link.LinkConfig;
import io.busbar.api.link.LinkEndpoint;
import io.busbar.api.model.ModelControl;
import io.busbar.api.model.SiteModel;
import io.busbar.api.template.SiteFiles;
import io.busbar.api.template.TemplateLoader;
import io.busbar.api.view.PointRow;
import io.busbar.central.inbox.Inbox;
import io.busbar.central.inbox.InboxOptions;
import io.busbar.codec.lane.AdaptiveSampleCodec;
import io.busbar.engine.acquisition.ChannelServices;
import io.busbar.engine.agent.HandCrew;
import io.busbar.engine.core.Engine;
import io.busbar.journal.block.BinaryBlockCodec;
import io.busbar.journal.log.SegmentLog;
import io.busbar.journal.stage.SampleJournalStage;
import io.busbar.link.session.EndPoint;
import io.busbar.template.yaml.YamlTemplateLoader;
import io.busbar.testkit.NoLines;
import io.busbar.testkit.ScriptedDriver;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.environment.SimStorage;
import io.busbar.testkit.net.SimNetwork;
import io.busbar.testkit.net.SimPath;
import io.busbar.uplink.feed.Uplink;
import io.busbar.uplink.feed.UplinkOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** names.csv of a site folder, over a radio that loses 30 %, to central, where a point is found by what other systems call it. */
class NamesOverTheRadioTest {
  private static final long MS = 1_000_000;
  private static final int STEPS = 30_000;
  private static final String HEAD = "device,point,scada,historian\n";

  private final SimClock clock = new SimClock();
  private final SimRandom random = new SimRandom(7);
  private final LinkKeys keys = new LinkKeys(random, false);
  private final SimNetwork network = new SimNetwork(clock, 7);
  private final ScriptedDriver driver = new ScriptedDriver("scripted");
  private final HandCrew crew = new HandCrew(100);
  private SampleJournalStage stage;
  private Engine engine;
  private Uplink uplink;
  private Inbox inbox;
  private LinkEndpoint gatewayEnd;

  @BeforeEach
  void start() throws IOException {
    network.paths("gateway", "central", new SimPath(300 * MS, 0, 64_000, 1 << 16, 0.3, 1, 0, 0, false));
    SegmentLog log = SegmentLog.open(new SimStorage(new SimRandom(1)), GatewaySide.JOURNAL, clock, random);
    stage = new SampleJournalStage(log, clock, 200);
    engine = new Engine(new ChannelServices(new NoLines(), clock, random, stage), crew, Runnable::run);
    engine.model().add(driver);
    uplink = new Uplink(log, new BinaryBlockCodec(), clock, new UplinkOptions("oak", 64_000, 10_000, 3_000));
    uplink.pack(new AdaptiveSampleCodec());
    gatewayEnd = EndPoint.open(new LinkConfig(true, "oak", 64_000, 300, 1_500, 5_000), keys.gateway(clock),
        network.connect("gateway", "central", 296), clock, random, uplink);
    SegmentLog stored = SegmentLog.open(new SimStorage(new SimRandom(2)), GatewaySide.JOURNAL, clock, random);
    inbox = new Inbox(stored, new BinaryBlockCodec(), clock, InboxOptions.DEFAULT);
    inbox.unpack(new AdaptiveSampleCodec());
    inbox.attach(EndPoint.open(new LinkConfig(false, "central", 64_000, 300, 1_500, 5_000), keys.central(clock),
        network.listen("central", 296), clock, random, inbox));
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  private void apply(String publish, String names) {
    Map<String, String> files = new TreeMap<>(Map.of("site.yaml", "site: oak\nchannels:\n  bus1: {type: scripted}\n", "templates/feeder.yaml",
        "points:\n  ia: {read: double, unit: A}\n  ib: {read: double, unit: A}\n"
            + "  ic: {read: double, unit: A, publish: " + publish + "}\n", "devices.csv",
        "device,template,channel\nFDR-07,feeder,bus1\nFDR-08,feeder,bus1\n", "names.csv", HEAD + names));
    TemplateLoader.Loaded loaded = new YamlTemplateLoader().load(new SiteFiles() {
      @Override
      public List<String> names() {
        return List.copyOf(files.keySet());
      }

      @Override
      public String read(String name) {
        return files.getOrDefault(name, "");
      }
    });
    assertThat(loaded.problems()).isEmpty();
    SiteModel model = loaded.model();
    assertThat(model).isNotNull();
    ModelControl.Plan plan = engine.model().plan(model);
    assertThat(plan.problems()).isEmpty();
    assertThat(engine.model().apply(plan)).isEmpty();
    crew.run(5);
  }

  private void poll(double value) {
    driver.session("bus1").act(session -> {
      SampleBatch batch = session.context().claim(6);
      if (batch == null) {
        return false;
      }
      for (String device : List.of("FDR-07", "FDR-08")) {
        for (String point : List.of("ia", "ib", "ic")) {
          batch.add(session.handle(device, point, 0), Double.doubleToRawLongBits(value), Quality.GOOD, clock.wallNs(), TimeQuality.POLL,
              clock.wallNs());
        }
      }
      session.context().offer(batch, session.binding("FDR-07").device(), null);
      return true;
    });
    crew.run(5);
  }

  /** Lets time go by until central knows so many points by a name, all with that value. */
  private List<PointRow> await(String name, int count, double value) throws IOException {
    for (int i = 0; i < STEPS && (found(name).size() != count || found(name).stream().anyMatch(row -> row.number() != value)); i++) {
      clock.advanceNs(10 * MS);
      crew.run(5);
      stage.doWork();
      gatewayEnd.doWork(clock.monotonicNs());
      uplink.doWork(clock.monotonicNs());
      gatewayEnd.doWork(clock.monotonicNs());
      inbox.doWork(clock.monotonicNs());
    }
    assertThat(found(name)).as("points called " + name).hasSize(count);
    return found(name);
  }

  private List<PointRow> found(String name) {
    return inbox.picture().points(name, 100);
  }

  @Test
  void aPointIsFoundAtCentralByItsNamesInOtherSystemsAndByNewOnesAfterAnEdit() throws Exception {
    apply("measurement", "*,*,OAK.{device}.{point},\nFDR-07,ia,CURRENT_F7,/hist/f7a\nFDR-08,ib,-,\n");
    poll(12.5);
    PointRow point = await("current_f7", 1, 12.5).get(0);
    assertThat(point.device() + "/" + point.point()).isEqualTo("FDR-07/ia");
    assertThat(point.tags()).isEqualTo(Map.of("scada", "CURRENT_F7", "historian", "/hist/f7a"));
    assertThat(point.number()).isEqualTo(12.5);
    await("OAK.FDR", 4, 12.5);
    await("/hist/", 1, 12.5);

    apply("measurement", "*,*,OAK.{device}.{point},\nFDR-07,ia,BAY7_IA,\n");
    poll(13);
    assertThat(await("BAY7_IA", 1, 13).get(0).tags()).isEqualTo(Map.of("scada", "BAY7_IA"));
    await("CURRENT_F7", 0, 13);
    assertThat(await("OAK.FDR-08.ib", 1, 13).get(0).number()).isEqualTo(13);
    assertThat(found("FDR-07/ia")).hasSize(1);
  }

  @Test
  void aPointThatIsNotPublishedDoesNotTakeTheRadiosTimeAndCentralForgetsOneThatWas() throws Exception {
    apply("none", "*,*,OAK.{device}.{point},\n");
    poll(1);
    await("OAK.FDR", 4, 1);
    assertThat(names()).contains("FDR-07/ia", "FDR-08/ib").doesNotContain("FDR-07/ic", "FDR-08/ic");

    apply("measurement", "*,*,OAK.{device}.{point},\n");
    poll(2);
    await("OAK.FDR", 6, 2);
    assertThat(names()).contains("FDR-07/ic", "FDR-08/ic");

    apply("none", "*,*,OAK.{device}.{point},\n");
    poll(3);
    await("OAK.FDR", 4, 3);
    await("/ic", 0, 3);

    apply("measurement", "*,*,OAK.{device}.{point},\n");
    poll(4);
    await("OAK.FDR", 6, 4);
  }

  /** Names of all points that the gateway's dictionary has ever told. */
  private Set<String> names() throws Exception {
    Set<String> names = new TreeSet<>();
    try (JournalReader reader = stage.journal().reader(StreamId.MODEL, 1)) {
      while (reader.next()) {
        new BinaryBlockCodec().decode(reader.record(), new BlockCodec.Visitor() {
          @Override
          public void samples(SampleBatch batch, Kind[] kinds, int modelVersion) {}

          @Override
          public void gap(GapRecord gap) {}

          @Override
          public void dictionary(int modelVersion, List<DictionaryEntry> entries) {
            entries.forEach(entry -> names.add(entry.description().device() + "/" + entry.description().point()));
          }
        });
      }
    }
    return names;
  }
}
