package io.busbar.engine.shard;

import io.busbar.api.data.Cause;
import io.busbar.api.data.DeviceState;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.Checkpoint;
import io.busbar.api.journal.SampleJournal;
import io.busbar.api.model.PublishClass;
import io.busbar.engine.durable.DurableMemory;
import io.busbar.engine.pipeline.Chain;
import io.busbar.engine.pipeline.Pipeline;
import io.busbar.engine.pipeline.Scratch;
import io.busbar.engine.pipeline.Sink;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * What flows have published and the journal has not taken yet, one batch for each stream. When the journal has no room
 * it stays here and the shard waits. Shard's thread only.
 *
 * <p>The samples of a batch with a resume token must be durable in the same commit as the token. If they go to both
 * streams they are therefore handed over as one batch in the events stream.
 */
final class Outputs implements Sink {
  private static final Logger LOG = System.getLogger(Outputs.class.getName());
  private static final int CAPACITY = 2 * Scratch.CAPACITY;
  private static final int MAX_BLOB_BYTES = 1 << 18;
  /** Pages of filter memory that change before they are handed over. */
  private static final int MAX_PAGES = 1_024;
  /** Samples of one token that are handed over at once. */
  private static final int MAX_TOGETHER = 65_536;

  private final SampleJournal journal;
  private final DurableMemory memory;
  private final SampleBatch nothing = new SampleBatch(1);
  private final Checkpoint checkpoint = new Checkpoint();
  private final SampleBatch measurements = new SampleBatch(CAPACITY);
  private SampleBatch events = new SampleBatch(CAPACITY);
  private boolean urgent;
  private boolean together;
  private boolean eventTogether;
  private boolean tokenWaits;
  private long ticket;
  private long refusals;
  private long published;
  private long rejected;
  private @Nullable ShardSpy spy;

  Outputs(SampleJournal journal, DurableMemory memory) {
    this.journal = journal;
    this.memory = memory;
  }

  void spy(@Nullable ShardSpy newSpy) {
    spy = newSpy;
  }

  /** From now on all samples belong to one token. Everything before must be flushed. */
  void beginTogether() {
    together = true;
    eventTogether = false;
  }

  @Override
  public void publish(Chain chain, SampleBatch from, int i, PublishClass how) {
    boolean event = how != PublishClass.MEASUREMENT;
    SampleBatch to = event || together ? events : measurements;
    int at = to.addRow(from, i, chain.kind());
    to.point[at] = chain.identity(from.point[i]);
    urgent |= how == PublishClass.ALARM;
    eventTogether |= event;
    published++;
  }

  @Override
  public void publish(Chain chain, SampleBatch all, PublishClass how) {
    boolean event = how != PublishClass.MEASUREMENT;
    SampleBatch to = event || together ? events : measurements;
    int from = to.size();
    to.addAll(all, chain.kind());
    for (int i = from; i < to.size(); i++) {
      to.point[i] = chain.identity(to.point[i]);
    }
    urgent |= how == PublishClass.ALARM;
    eventTogether |= event;
    published += to.size() - from;
  }

  /** Publishes a device's state and its reason: one record of two samples with the same time. */
  void deviceState(Pipeline pipeline, int row, RingSlot slot, DeviceState state, byte timeQuality) {
    int at = events.add(pipeline.stateIdentity(row), state.code(), Quality.GOOD, slot.atNs, timeQuality, slot.atNs);
    events.cause[at] = Cause.SPONTANEOUS;
    long place = events.blobs.add(slot.reason);
    at = events.add(pipeline.reasonIdentity(row), Math.max(place, 0),
        place < 0 ? Quality.invalid(0, Quality.OVERFLOW) : Quality.GOOD, slot.atNs, timeQuality, slot.atNs);
    events.cause[at] = Cause.SPONTANEOUS;
    urgent = true;
    eventTogether = true;
    published += 2;
  }

  /** Whether that many samples fit. What belongs to one token is kept together as long as the journal could take it at once. */
  boolean hasRoom(int samples) {
    if (events.blobs.size() > MAX_BLOB_BYTES || measurements.blobs.size() > MAX_BLOB_BYTES) {
      return false;
    }
    if (together) {
      return events.size() + samples <= events.capacity() || grow(samples);
    }
    return events.size() + samples <= events.capacity() && measurements.size() + samples <= measurements.capacity()
        && memory.changed() < MAX_PAGES;
  }

  private boolean grow(int samples) {
    if (events.size() + samples > MAX_TOGETHER) {
      return false;
    }
    SampleBatch larger = new SampleBatch(Math.min(MAX_TOGETHER, Math.max(events.capacity() * 2, events.size() + samples)));
    for (int i = 0; i < events.size(); i++) {
      larger.addRow(events, i);
    }
    // The place of all bytes: offset 0 and their number.
    larger.blobs.copyFrom(events.blobs, events.blobs.size());
    events = larger;
    return true;
  }

  boolean isEmpty() {
    return events.size() == 0 && measurements.size() == 0 && checkpoint.isEmpty() && memory.changed() == 0;
  }

  /** State to be forgotten goes with the next hand-over. */
  Checkpoint checkpoint() {
    return checkpoint;
  }

  /**
   * Hands over what is there, with the memory of filters that explains it; false if the journal has no room for all: what it
   * did not take stays. The samples of all streams and the memory are one commit: what a filter held back and has released is
   * durable in one of the two, never in both and never in none.
   */
  boolean flush() {
    memory.write(checkpoint);
    if (events.size() == 0 && measurements.size() == 0 && checkpoint.isEmpty()) {
      return true;
    }
    boolean measured = together && !eventTogether;
    if (hand(measured ? nothing : events, measured ? events : measurements)) {
      events.clear();
      measurements.clear();
      return true;
    }
    if (measurements.size() > 0 && events.size() > 0 && checkpoint.isEmpty() && hand(events, nothing)) {
      // A disk that is nearly full takes events only. Where memory of filters explains both, they wait for each other.
      events.clear();
    }
    return false;
  }

  /** After a refusal: hands over what is there, unless it belongs to a token whose batch is still under way. */
  boolean flushRest(boolean batchDone) {
    return !batchDone || flush();
  }

  /**
   * Hands over the samples of a token with it, also if there are none.
   *
   * @return the ticket, or −1 if the journal has no room
   */
  long flushTogether(String tokenKey, byte[] token) {
    if (!tokenWaits) {
      checkpoint.put(Checkpoint.TOKEN + tokenKey, token, token.length);
      tokenWaits = true;
    }
    if (!flush()) {
      return -1;
    }
    together = false;
    tokenWaits = false;
    return ticket;
  }

  /** A batch that the journal calls wrong is a mistake in the program: it is counted and left out, and the rest goes on. */
  private boolean hand(SampleBatch toEvents, SampleBatch toMeasurements) {
    try {
      if (!journal.offer(toEvents, toMeasurements, checkpoint, urgent, ticket + 1)) {
        refusals++;
        return false;
      }
      ShardSpy watching = spy;
      if (watching != null) {
        watching.published(toEvents, toMeasurements);
      }
    } catch (IllegalArgumentException wrong) {
      if (rejected == 0) {
        LOG.log(Level.ERROR, "the journal rejects samples; they are counted as samples.rejected", wrong);
      }
      rejected += toEvents.size() + toMeasurements.size();
    }
    ticket++;
    urgent = false;
    checkpoint.clear();
    return true;
  }

  /** Ticket of the last hand-over. */
  long ticket() {
    return ticket;
  }

  /** Samples that the journal called wrong. */
  long rejected() {
    return rejected;
  }

  /** Times that the journal had no room. */
  long refusals() {
    return refusals;
  }

  /** Samples published. */
  long published() {
    return published;
  }
}
