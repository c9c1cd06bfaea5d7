package io.busbar.control.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.api.command.ControlView.AuditCheck;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever is done to a log of controls behind its back is found, and nothing that its owner does is. */
class AuditTrailTest {
  private static final int RECORDS = 40;

  private final MemoryJournal journal = new MemoryJournal();
  private AuditTrail trail;

  @BeforeEach
  void write() throws IOException {
    trail = new AuditTrail(journal);
    for (int i = 1; i <= RECORDS; i++) {
      add(i);
    }
  }

  private void add(int number) throws IOException {
    trail.add(new AuditRecord(number * 1_000_000_000L, "ordered", "id" + number, "oak/BAY-" + number + "/breaker", "open", "ann", "shell", ""));
    trail.commit();
  }

  private String broken() {
    AuditCheck check = trail.verify();
    assertThat(check.intact()).as(check.text()).isFalse();
    return check.text();
  }

  @Test
  void aLogThatNobodyTouchedIsIntactAlsoAfterARestart() throws IOException {
    assertThat(trail.verify().text()).startsWith("intact: " + RECORDS + " records, last hash ");
    trail = new AuditTrail(journal);
    add(RECORDS + 1);
    assertThat(trail.verify().intact()).isTrue();
    assertThat(trail.verify().records()).isEqualTo(RECORDS + 1);
    assertThat(trail.latest(2)).extracting(AuditRecord::id).containsExactly("id41", "id40");
    assertThat(new AuditTrail(new MemoryJournal()).verify().text()).isEqualTo("intact: 0 records");
  }

  @Test
  void eachByteThatIsEditedIsFound() {
    for (long position = 1; position <= RECORDS; position++) {
      byte[] right = journal.records.get(position).clone();
      for (int at = 0; at < right.length; at += 7) {
        byte[] wrong = right.clone();
        wrong[at] ^= 1;
        journal.records.put(position, wrong);
        assertThat(trail.verify().intact()).as("byte %s of record %s", at, position).isFalse();
      }
      journal.records.put(position, right);
    }
    assertThat(trail.verify().intact()).isTrue();
  }

  @Test
  void theEditedRecordIsNamed() {
    journal.records.computeIfPresent(7L, (position, bytes) -> new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
        .replace("open", "shut").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    assertThat(broken()).startsWith("NOT INTACT: record 8 (1970-01-01T00:00:08Z").contains("does not follow from the one before it");
    journal.records.put(7L, new byte[3]);
    assertThat(broken()).isEqualTo("NOT INTACT: record 7 cannot be read: it was edited or is damaged.");
  }

  @Test
  void aRecordThatIsDroppedIsMissed() {
    byte[] dropped = journal.records.remove(11L);
    assertThat(broken()).startsWith("NOT INTACT: records 11 to 11 are missing before record 12 (");
    journal.records.put(11L, dropped);
    journal.records.remove(1L);
    assertThat(broken()).startsWith("NOT INTACT: records 1 to 1 are missing");
  }

  @Test
  void aMissingEndIsFound() {
    journal.records.tailMap(RECORDS - 2L).clear();
    assertThat(broken()).isEqualTo("NOT INTACT: the log ends at record 37, it had 40: its end is missing.");
    journal.records.clear();
    assertThat(broken()).isEqualTo("NOT INTACT: the log ends at record 0, it had 40: its end is missing.");
  }

  @Test
  void recordsThatStandElsewhereAreFound() {
    byte[] third = journal.records.get(3L);
    journal.records.put(3L, journal.records.get(4L));
    journal.records.put(4L, third);
    assertThat(broken()).startsWith("NOT INTACT: record 3 (");
  }

  @Test
  void theLastRecordCannotBeReplacedByOneWithTheRightBeginning() {
    byte[] last = journal.records.get((long) RECORDS);
    byte[] other = new AuditRecord(1, "ordered", "other", "", "", "eve", "", "").toBytes();
    byte[] forged = Arrays.copyOf(last, AuditTrail.HASH_BYTES + other.length);
    System.arraycopy(other, 0, forged, AuditTrail.HASH_BYTES, other.length);
    journal.records.put((long) RECORDS, forged);
    assertThat(broken()).isEqualTo("NOT INTACT: the last record was edited.");
  }

  @Test
  void aRecordThatIsAddedWithoutTheJournalsStateIsFound() {
    byte[] content = new AuditRecord(1, "tag cleared", "", "oak/BAY-1", "", "eve", "", "").toBytes();
    byte[] added = Arrays.copyOf(AuditTrail.hash(RECORDS, journal.records.get((long) RECORDS)), AuditTrail.HASH_BYTES + content.length);
    System.arraycopy(content, 0, added, AuditTrail.HASH_BYTES, content.length);
    journal.records.put(RECORDS + 1L, added);
    assertThat(broken()).isEqualTo("NOT INTACT: the log had 40 records; those behind it were added by somebody else.");
  }

  @Test
  void whatTheOwnerWritesAndFreesMeanwhileIsNoDamage() {
    journal.meanwhile = () -> {
      try {
        if (journal.records.size() < 3 * RECORDS) {
          add(journal.records.size() + 1);
        }
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    };
    assertThat(trail.verify().text()).startsWith("intact: 120 records");
    journal.meanwhile = () -> { };
    journal.records.headMap(20L).clear();
    journal.tail = 20;
    assertThat(trail.verify().text()).startsWith("intact: 101 records, from record 20 on; older ones were freed for want of room, last hash");
  }

  @Test
  void recordsThatAreFreedWhileTheyAreReadAreNoDamage() {
    journal.meanwhile = () -> {
      journal.records.headMap(30L).clear();
      journal.tail = 30;
    };
    assertThat(trail.verify().intact()).isTrue();
  }
}
