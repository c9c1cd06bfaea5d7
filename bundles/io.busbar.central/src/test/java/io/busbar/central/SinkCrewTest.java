package io.busbar.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.api.journal.Journal;
import io.busbar.api.journal.JournalOptions;
import io.busbar.api.journal.StreamId;
import io.busbar.api.link.CommandLanes;
import io.busbar.api.sink.Sink;
import io.busbar.api.view.CentralView.SinkRow;
import io.busbar.central.inbox.Inbox;
import io.busbar.central.inbox.InboxOptions;
import io.busbar.journal.block.BinaryBlockCodec;
import io.busbar.journal.log.SegmentLog;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.environment.SimStorage;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class SinkCrewTest {
  private final SimClock clock = new SimClock();
  private final SimRandom random = new SimRandom(3);

  /** One that takes whatever it gets. */
  private static Sink sink() {
    return (Sink) Proxy.newProxyInstance(SinkCrewTest.class.getClassLoader(), new Class<?>[] {Sink.class},
        (proxy, method, arguments) -> method.getName().equals("recoverPosition") ? -1L : null);
  }

  @Test
  void aSinkThatIsGoneIsNamedAfterAWhileAndCanBeForgotten() throws Exception {
    Journal journal = SegmentLog.open(new SimStorage(random), new JournalOptions(64 << 10, 16L << 20), clock, random);
    Inbox inbox = new Inbox(journal, new BinaryBlockCodec(), clock, InboxOptions.DEFAULT);
    SinkCrew crew = new SinkCrew(new CentralServices(null, new BinaryBlockCodec(), null, null, null, null, clock, random, new CommandLanes()));
    crew.open(inbox, journal);
    Sink kafka = sink();
    crew.add("kafka", kafka);
    assertThatThrownBy(() -> crew.forget("kafka")).hasMessageContaining("is installed. Uninstall its bundle first.");
    crew.remove("kafka", kafka);
    for (int i = 0; i < 3; i++) {
      journal.append(StreamId.EVENTS, new byte[] {1}, 0, 1);
    }
    journal.commit();

    assertThat(crew.rows()).extracting(SinkRow::name, SinkRow::installed, SinkRow::waiting)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("kafka", false, 3L));
    assertThat(crew.health()).as("sinks come one after the other").isEmpty();
    clock.advanceMs(61_000);
    assertThat(crew.health()).singleElement().matches(report -> report.text().contains("3 records wait. Install it again")
        && report.text().endsWith("busbar sinks --forget kafka"));
    assertThatThrownBy(() -> crew.forget("kafca")).hasMessage("there is no sink \"kafca\". There are: kafka.");
    crew.forget("kafka");
    assertThat(crew.health()).isEmpty();
    assertThat(crew.rows()).isEmpty();
    crew.shut();
  }
}
