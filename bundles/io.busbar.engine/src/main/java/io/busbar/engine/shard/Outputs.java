package io.busbar.engine.shard;

import io.busbar.api.data.Cause;
import io.busbar.api.data.DeviceState;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.journal.SampleJournal;
import io.busbar.api.journal.StreamId;
import io.busbar.api.model.PublishClass;
import io.busbar.engine.pipeline.Flow;
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

  private final SampleJournal journal;
  private final SampleBatch events = new SampleBatch(CAPACITY);
  private final SampleBatch measurements = new SampleBatch(CAPACITY);
  private boolean urgent;
  private boolean together;
  private boolean eventTogether;
  private long ticket;
  private long refusals;
  private long published;
  private long rejected;

  Outputs(SampleJournal journal) {
    this.journal = journal;
  }

  /** From now on all samples belong to one token. Everything before must be flushed. */
  void beginTogether() {
    together = true;
    eventTogether = false;
  }

  @Override
  public void publish(Flow flow, int row, SampleBatch from, int i) {
    PublishClass publish = flow.compiled().spec().publish();
    boolean event = publish != PublishClass.MEASUREMENT;
    SampleBatch to = event || together ? events : measurements;
    int at = to.addRow(from, i, flow.kind());
    to.point[at] = flow.identity(row);
    urgent |= publish == PublishClass.ALARM;
    eventTogether |= event;
    published++;
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

  /** Whether that many samples fit. */
  boolean hasRoom(int samples) {
    return Math.max(events.size(), measurements.size()) + samples <= CAPACITY && events.blobs.size() <= MAX_BLOB_BYTES
        && measurements.blobs.size() <= MAX_BLOB_BYTES;
  }

  boolean isEmpty() {
    return events.size() == 0 && measurements.size() == 0;
  }

  /** Hands over what is there; false if the journal has no room: the rest stays. */
  boolean flush() {
    return flushEvents(null, null) && flushMeasurements();
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
    if (!flushEvents(tokenKey, token)) {
      return -1;
    }
    together = false;
    return ticket;
  }

  private boolean flushEvents(@Nullable String tokenKey, byte @Nullable [] token) {
    if (events.size() == 0 && token == null) {
      return true;
    }
    StreamId stream = together && !eventTogether && events.size() > 0 ? StreamId.MEASUREMENTS : StreamId.EVENTS;
    if (!hand(stream, events, urgent, tokenKey, token)) {
      return false;
    }
    events.clear();
    urgent = false;
    return true;
  }

  private boolean flushMeasurements() {
    if (measurements.size() == 0) {
      return true;
    }
    if (!hand(StreamId.MEASUREMENTS, measurements, false, null, null)) {
      return false;
    }
    measurements.clear();
    return true;
  }

  /** A batch that the journal calls wrong is a mistake in the program: it is counted and left out, and the rest goes on. */
  private boolean hand(StreamId stream, SampleBatch batch, boolean now, @Nullable String tokenKey, byte @Nullable [] token) {
    try {
      if (!journal.offer(stream, batch, now, ticket + 1, tokenKey, token)) {
        refusals++;
        return false;
      }
    } catch (IllegalArgumentException wrong) {
      if (rejected == 0) {
        LOG.log(Level.ERROR, "the journal rejects samples; they are counted as samples.rejected", wrong);
      }
      rejected += batch.size();
    }
    ticket++;
    return true;
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
