package io.busbar.driver.iec60870.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.FileChunk;
import io.busbar.api.model.ChannelSpec;
import io.busbar.api.model.SourceLocation;
import io.busbar.iec60870.apci.ApciTiming;
import io.busbar.iec60870.codec.AsduFormat;
import io.busbar.iec60870.codec.DeviceZone;
import io.busbar.iec60870.codec.InformationObject;
import io.busbar.iec60870.codec.TypeId;
import io.busbar.iec60870.station.CommandHandler;
import io.busbar.iec60870.station.ControlledStation;
import io.busbar.iec60870.station.StationFile;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Disturbance records come whole, once, oldest first, and are acknowledged to the station when they are settled. */
class FilesTest {
  private static final long T0 = 1_700_000_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private final ControlledStation station = new ControlledStation(AsduFormat.IEC_104, 7, 100, new CommandHandler() {
    @Override
    public Answer command(TypeId type, InformationObject object, boolean cancel) {
      return Answer.REFUSED;
    }
  });
  private final Map<String, byte[]> made = new TreeMap<>();

  private static ChannelSpec channel(String... more) {
    Map<String, String> settings = new HashMap<>(Map.of("host", "127.0.0.1", "lostAfter", "0s"));
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return new ChannelSpec("rtu", "iec104", LiveMaster.settings(settings), SourceLocation.NONE);
  }

  private LiveMaster master(StationServer server, byte[] token, BiConsumer<Boolean, byte[]> tap) {
    return new LiveMaster(channel(), new SocketLine(server.port(), tap), Driver104::new, token,
        new LiveMaster.Plant("RTU", Map.of("station", "7"), List.of("records: 0 files")));
  }

  /** A file of random bytes, made so many seconds after the first. */
  private void file(ControlledStation of, int name, int bytes, int sectionBytes, int second) {
    byte[] content = new byte[bytes];
    new Random(name).nextBytes(content);
    made.put((30_000 + name) + "-" + name, content);
    of.files().add(new StationFile(30_000 + name, name, new DeviceZone(ZoneOffset.UTC).cp56(T0 + second * SECOND), content, sectionBytes));
  }

  /** What the parts make, by the file's name; parts that come again lie over each other. */
  private static Map<String, byte[]> whole(List<FileChunk> chunks) {
    Map<String, byte[]> files = new TreeMap<>();
    for (FileChunk chunk : chunks) {
      System.arraycopy(chunk.bytes(), 0, files.computeIfAbsent(chunk.name(), name -> new byte[chunk.fileBytes()]), chunk.offset(),
          chunk.bytes().length);
    }
    return files;
  }

  private static int bytes(List<FileChunk> chunks) {
    return chunks.stream().mapToInt(each -> each.bytes().length).sum();
  }

  @Test
  void filesComeOldestFirstAndLaterOnesWhenTheyAreTold() throws Exception {
    file(station, 3, 300_000, 60_000, 1);
    file(station, 1, 5_000, 2_000, 2);
    file(station, 2, 1, 100, 3);
    try (StationServer server = new StationServer(station, ApciTiming.STANDARD); Wire wire = new Wire("files");
        LiveMaster master = master(server, new byte[0], wire)) {
      assertThat(master.await(() -> station.files().arrived().size() == 3)).as(master.states + " " + master.faults).isTrue();
      assertThat(station.files().arrived()).containsExactly(3, 1, 2);
      server.with(it -> {
        file(it, 9, 4_096, 4_096, 4);
        it.files().announce();
      });
      assertThat(master.await(() -> station.files().arrived().size() == 4)).as(master.faults.toString()).isTrue();
      assertThat(whole(master.chunks)).containsOnlyKeys(made.keySet()).allSatisfy((name, content) -> assertThat(content).isEqualTo(made.get(name)));
      assertThat(bytes(master.chunks)).as("nothing came twice").isEqualTo(300_000 + 5_000 + 1 + 4_096);
      assertThat(master.of("RTU/records")).first().satisfies(it -> assertThat(it.sourceNs()).isEqualTo(T0 + SECOND));
      assertThat(master.faults).allSatisfy(it -> assertThat(it).isEqualTo("RTU/records "));
      wire.mustBeUnderstoodByTshark();
    }
  }

  @Test
  void whatIsNotSettledIsNotAcknowledgedAndARestartFetchesOnlyWhatIsMissing() throws Exception {
    file(station, 1, 5_000, 5_000, 1);
    file(station, 2, 100_000, 50_000, 2);
    try (StationServer server = new StationServer(station, ApciTiming.STANDARD)) {
      byte[] token;
      try (LiveMaster master = master(server, new byte[0], (sent, bytes) -> { })) {
        assertThat(master.await(() -> station.files().arrived().equals(List.of(1)))).as(master.faults.toString()).isTrue();
        token = master.lastToken();
      }
      int before = server.connections;
      try (LiveMaster unsettled = master(server, token, (sent, bytes) -> { })) {
        unsettled.settles = false;
        assertThat(unsettled.await(() -> bytes(unsettled.chunks) >= 50_000)).as(unsettled.faults.toString()).isTrue();
        Thread.sleep(200);
        assertThat(bytes(unsettled.chunks)).as("the next section is asked for when this one is settled").isEqualTo(50_000);
        assertThat(station.files().arrived()).doesNotContain(2);
        server.cut();
        assertThat(unsettled.await(() -> server.connections > before + 1)).isTrue();
      }
      try (LiveMaster next = master(server, token, (sent, bytes) -> { })) {
        assertThat(next.await(() -> station.files().arrived().contains(2))).as(next.faults.toString()).isTrue();
        assertThat(whole(next.chunks)).as("the first is had").containsOnlyKeys("30002-2");
        assertThat(whole(next.chunks).get("30002-2")).isEqualTo(made.get("30002-2"));
        assertThat(EventMemory.connection(next.lastToken())).isNotZero();
        assertThat(next.lastToken().length).isLessThanOrEqualTo(255);
      }
    }
  }

  @Test
  void aFileThatIsNotThereAnyMoreIsAFaultOfItsPoint() throws Exception {
    file(station, 1, 200_000, 50_000, 1);
    file(station, 2, 500, 500, 2);
    file(station, 3, 500, 500, 3);
    try (StationServer server = new StationServer(station, ApciTiming.STANDARD)) {
      try (LiveMaster master = master(server, new byte[0], (sent, bytes) -> { })) {
        assertThat(master.await(() -> bytes(master.chunks) > 0)).isTrue();
        server.with(it -> it.files().remove(30_002, 2));
        assertThat(master.await(() -> master.faults.toString().contains("file 30002-2: the station does not have it ready. It is fetched anew")))
            .as(master.faults.toString()).isTrue();
        assertThat(station.files().arrived()).containsExactly(1);
      }
    }
  }
}
