package io.busbar.central;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.data.Kind;
import io.busbar.api.data.Lane;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.journal.DictionaryEntry;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.JournalOptions;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.journal.StreamId;
import io.busbar.api.model.PublishClass;
import io.busbar.api.view.PointRow;
import io.busbar.central.image.CentralPicture;
import io.busbar.central.image.Dictionary;
import io.busbar.journal.log.SegmentLog;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.environment.SimStorage;
import io.busbar.testkit.environment.StorageFault;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PictureKeeperTest {
  private final SimRandom random = new SimRandom(5);
  private final SimStorage storage = new SimStorage(random);
  private final PictureKeeper keeper = new PictureKeeper(storage);
  private Journal journal;

  @BeforeEach
  void open() throws IOException {
    journal = SegmentLog.open(new SimStorage(random), new JournalOptions(64 << 10, 16L << 20), new SimClock(), random);
    journal.append(StreamId.MEASUREMENTS, new byte[] {1}, 0, 1);
    journal.commit();
    keeper.hold(journal);
  }

  private static CentralPicture picture(long epoch) {
    Dictionary dictionary = new Dictionary();
    dictionary.put(1, List.of(
        new DictionaryEntry(1, new PointDescription("oak", "D", "ia", Kind.DOUBLE, "A", PublishClass.MEASUREMENT, 1_000, Map.of())),
        new DictionaryEntry(2, new PointDescription("oak", "D", "text", Kind.TEXT, "", PublishClass.EVENT, 0, Map.of()))));
    CentralPicture picture = new CentralPicture();
    picture.gateway("oak", epoch, dictionary);
    picture.described("oak", epoch, List.of(1, 2));
    return picture;
  }

  private static void apply(CentralPicture picture, double value, long position) {
    SampleBatch batch = new SampleBatch(2);
    batch.add(1, Double.doubleToRawLongBits(value), 0, 10, TimeQuality.POLL, 11);
    batch.add(2, batch.blobs.add("running"), 0, 12, TimeQuality.POLL, 13);
    picture.apply(batch, new Kind[] {Kind.DOUBLE, Kind.TEXT},
        new CentralPicture.Source("oak", 7, StreamId.MEASUREMENTS, position, Lane.LIVE, 99));
  }

  @Test
  void bringsThePictureBackAndFreesTheJournal() {
    CentralPicture before = picture(7);
    apply(before, 21.5, 5);
    keeper.save(before, journal);

    CentralPicture after = picture(7);
    assertThat(after.restore(keeper.load())).isTrue();
    before.link("oak", true, "");
    after.link("oak", true, "");
    assertThat(after.points("", 10)).isEqualTo(before.points("", 10));
    assertThat(after.points("/text", 1).get(0).value()).isEqualTo("running");
    assertThat(journal.cursor("picture", StreamId.MEASUREMENTS)).isEqualTo(1);

    // What is older than the saved picture stays out of it.
    apply(after, 1.0, 4);
    assertThat(after.points("/ia", 1).get(0).number()).isEqualTo(21.5);
  }

  private static void describe(CentralPicture picture, Dictionary dictionary, int version, PublishClass ia, PublishClass others) {
    dictionary.put(version, List.of(
        new DictionaryEntry(1, new PointDescription("oak", "D", "ia", Kind.DOUBLE, "A", ia, 1_000, Map.of())),
        new DictionaryEntry(2, new PointDescription("oak", "D", "text", Kind.TEXT, "", others, 0, Map.of())),
        new DictionaryEntry(3, new PointDescription("oak", "D", "_state", Kind.DEVICE_STATE, "", others, 0, Map.of()))));
    picture.described("oak", 7, List.of(1, 2, 3));
  }

  @Test
  void forgetsWhatWasRetiredAlsoOverARestartUntilItComesBack() {
    Dictionary dictionary = new Dictionary();
    CentralPicture picture = new CentralPicture();
    picture.gateway("oak", 7, dictionary);
    describe(picture, dictionary, 1, PublishClass.MEASUREMENT, PublishClass.EVENT);
    apply(picture, 21.5, 5);
    keeper.save(picture, journal);

    describe(picture, dictionary, 2, PublishClass.NONE, PublishClass.EVENT);
    assertThat(picture.points("", 10)).extracting(PointRow::point).containsExactly("text");
    assertThat(picture.devices("")).hasSize(1);
    describe(picture, dictionary, 3, PublishClass.NONE, PublishClass.NONE);
    apply(picture, 22.5, 6);
    assertThat(picture.points("", 10)).isEmpty();
    assertThat(picture.devices("")).isEmpty();
    assertThat(dictionary.find(1, 1).unit()).as("for samples under way").isEqualTo("A");

    CentralPicture after = new CentralPicture();
    after.gateway("oak", 7, dictionary);
    after.described("oak", 7, List.of(1, 2, 3));
    assertThat(after.restore(keeper.load())).isTrue();
    apply(after, 22.5, 6);
    assertThat(after.points("", 10)).isEmpty();
    assertThat(after.devices("")).isEmpty();

    describe(after, dictionary, 4, PublishClass.MEASUREMENT, PublishClass.EVENT);
    apply(after, 23.5, 7);
    assertThat(after.points("/ia", 1).get(0).number()).isEqualTo(23.5);
    assertThat(after.devices("")).hasSize(1);
  }

  @Test
  void leavesWhatIsOfAnotherEpoch() {
    CentralPicture before = picture(7);
    apply(before, 21.5, 5);
    keeper.save(before, journal);
    CentralPicture after = picture(8);
    assertThat(after.restore(keeper.load())).isTrue();
    assertThat(after.points("/ia", 1).get(0).value()).isEmpty();
  }

  @Test
  void aPowerCutLeavesTheOldPictureOrTheNewOne() {
    CentralPicture before = picture(7);
    apply(before, 1, 5);
    keeper.save(before, journal);
    apply(before, 2, 6);
    keeper.save(before, journal);
    storage.restart();
    CentralPicture after = picture(7);
    assertThat(after.restore(keeper.load())).isTrue();
    assertThat(after.points("/ia", 1).get(0).number()).isEqualTo(2);
  }

  @Test
  void aDamagedOrMissingPictureIsSaid() {
    assertThat(keeper.load()).isEmpty();
    CentralPicture before = picture(7);
    apply(before, 1, 5);
    keeper.save(before, journal);
    byte[] saved = keeper.load();
    for (int bit = 0; bit < saved.length * 8; bit++) {
      byte[] damaged = saved.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(picture(7).restore(damaged)).isFalse();
    }
  }

  @Test
  void aDiskThatFailsCostsNothingButSpace() {
    storage.faults((call, operation) -> StorageFault.ERROR);
    keeper.save(picture(7), journal);
    assertThat(journal.cursor("picture", StreamId.MEASUREMENTS)).isZero();
    storage.faults((call, operation) -> StorageFault.NONE);
    keeper.save(picture(7), journal);
    assertThat(journal.cursor("picture", StreamId.MEASUREMENTS)).isEqualTo(1);
  }
}
