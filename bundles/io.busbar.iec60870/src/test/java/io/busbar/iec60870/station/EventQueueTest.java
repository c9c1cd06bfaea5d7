package io.busbar.iec60870.station;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventQueueTest {
  private final EventQueue queue = new EventQueue(4, 1);

  private void add(int... events) {
    for (int event : events) {
      queue.add(new byte[] {(byte) event}, 1);
    }
  }

  private List<Integer> take(int most) {
    List<Integer> taken = new ArrayList<>();
    while (taken.size() < most && !queue.isEmpty()) {
      taken.add((int) queue.unit()[0]);
      queue.taken();
    }
    return taken;
  }

  @Test
  void keepsWhatIsOutAndGivesUpTheOldestThatWaits() {
    add(1, 2, 3, 4);
    assertThat(take(2)).containsExactly(1, 2);
    add(5);
    assertThat(queue.dropped()).isOne();
    queue.again();
    assertThat(take(9)).containsExactly(1, 2, 4, 5);
  }

  @Test
  void anAcknowledgementOfOneThatWasGivenUpIsNotTakenForTheNext() {
    add(1, 2, 3, 4);
    take(4);
    add(5);
    queue.acknowledge(1);
    queue.again();
    assertThat(take(9)).as("2 is out and was not acknowledged").containsExactly(2, 3, 4, 5);
    assertThat(queue.dropped()).isOne();
  }

  @Test
  void afterABreakTheFirstAcknowledgementIsForTheFirstThatIsKept() {
    add(1, 2, 3, 4);
    take(4);
    add(5);
    queue.again();
    take(2);
    queue.acknowledge(1);
    queue.again();
    assertThat(take(9)).containsExactly(3, 4, 5);
  }
}
