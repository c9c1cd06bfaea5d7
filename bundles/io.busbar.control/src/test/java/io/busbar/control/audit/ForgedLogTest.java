package io.busbar.control.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.command.ControlView.AuditCheck;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.JournalOptions;
import io.busbar.api.journal.JournalReader;
import io.busbar.api.journal.StreamId;
import io.busbar.journal.log.SegmentLog;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.environment.SimStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whoever can write the journal's files, check sums and all, and edits the audit log in them is found out. */
class ForgedLogTest {
  private static final JournalOptions OPTIONS = new JournalOptions(2 << 20, 64L << 20);
  private static final int RECORDS = 20;
  private static final int MANY = 100_000;

  private final SimClock clock = new SimClock();

  private Journal journal() throws IOException {
    return SegmentLog.open(new SimStorage(new SimRandom(1), 256L << 20), OPTIONS, clock, new SimRandom(2));
  }

  private static AuditRecord record(int number) {
    return new AuditRecord(number * 1_000_000_000L, "ordered", "id" + number, "FDR-07/breaker", "boolean 0", "ann", "shell", "operate");
  }

  private static AuditTrail filled(Journal journal, int records) throws IOException {
    AuditTrail trail = new AuditTrail(journal);
    for (int i = 1; i <= records; i++) {
      trail.add(record(i));
      if (i % 100 == 0 || i == records) {
        trail.commit();
      }
    }
    return trail;
  }

  /** A journal as somebody has made it from a good one: its records edited, its anchor kept. */
  private AuditCheck forged(Consumer<List<byte[]>> edit) throws IOException {
    Journal good = journal();
    filled(good, RECORDS);
    List<byte[]> records = new ArrayList<>();
    try (JournalReader reader = good.reader(StreamId.AUDIT, 1)) {
      while (reader.next()) {
        records.add(reader.record());
      }
    }
    edit.accept(records);
    Journal forged = journal();
    records.forEach(bytes -> forged.append(StreamId.AUDIT, bytes, 0, bytes.length));
    byte[] anchor = good.state(AuditTrail.ANCHOR);
    forged.putState(AuditTrail.ANCHOR, anchor == null ? new byte[0] : anchor);
    forged.commit();
    return new AuditTrail(forged).verify();
  }

  @Test
  void anUntouchedLogIsIntact() throws IOException {
    assertThat(filled(journal(), RECORDS).verify()).matches(AuditCheck::intact).extracting(AuditCheck::records).isEqualTo((long) RECORDS);
  }

  @Test
  void anEmptyLogIsIntact() throws IOException {
    assertThat(new AuditTrail(journal()).verify().intact()).isTrue();
  }

  @Test
  void whatIsNotCommittedYetIsNotMissing() throws IOException {
    AuditTrail trail = filled(journal(), RECORDS);
    trail.add(record(RECORDS + 1));
    assertThat(trail.verify()).matches(AuditCheck::intact).extracting(AuditCheck::records).isEqualTo((long) RECORDS);
  }

  @Test
  void oneEditedByteIsFoundAtItsPlaceWhicheverItIs() throws IOException {
    for (int number = 0; number < RECORDS; number++) {
      int edited = number;
      AuditCheck check = forged(records -> {
        byte[] bytes = records.get(edited);
        bytes[bytes.length - 1] ^= 1; // the last letter of the text
      });
      assertThat(check.intact()).as("record %d", number + 1).isFalse();
      assertThat(check.text()).contains(number + 1 == RECORDS ? "the last record was edited" : "record " + (number + 2) + " ");
    }
  }

  @Test
  void aRecordThatIsDroppedInTheMiddleIsFound() throws IOException {
    AuditCheck check = forged(records -> records.remove(9));
    assertThat(check.intact()).isFalse();
  }

  @Test
  void anEndThatIsCutOffIsFound() throws IOException {
    AuditCheck check = forged(records -> records.subList(15, RECORDS).clear());
    assertThat(check.intact()).isFalse();
    assertThat(check.text()).contains("ends at record 15, it had 20");
  }

  @Test
  void twoRecordsThatChangedPlacesAreFound() throws IOException {
    AuditCheck check = forged(records -> Collections.swap(records, 4, 5));
    assertThat(check.intact()).isFalse();
    assertThat(check.text()).contains("record 5 ");
  }

  @Test
  void aRecordThatWasAddedIsFound() throws IOException {
    AuditCheck check = forged(records -> records.add(records.get(3)));
    assertThat(check.intact()).isFalse();
    assertThat(check.text()).contains("the log had 20 records").contains("added");
  }

  @Test
  void aLongLogIsCheckedWhileItGrows() throws Exception {
    AuditTrail trail = filled(journal(), MANY);
    CompletableFuture<AuditCheck> check = CompletableFuture.supplyAsync(trail::verify);
    for (int i = 1; i <= 500 && !check.isDone(); i++) {
      trail.add(record(MANY + i));
      trail.commit();
    }
    AuditCheck found = check.get(5, TimeUnit.MINUTES);
    assertThat(found.text()).startsWith("intact");
    assertThat(found.records()).isBetween((long) MANY, MANY + 500L);
  }
}
