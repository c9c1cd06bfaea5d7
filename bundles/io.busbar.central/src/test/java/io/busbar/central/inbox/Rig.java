package io.busbar.central.inbox;

import io.busbar.api.data.Cause;
import io.busbar.api.data.DeviceState;
import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.DictionaryEntry;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.JournalOptions;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.journal.StreamId;
import io.busbar.api.link.LinkLane;
import io.busbar.api.link.LinkMessages;
import io.busbar.api.model.PublishClass;
import io.busbar.api.view.PointRow;
import io.busbar.journal.block.BinaryBlockCodec;
import io.busbar.journal.log.SegmentLog;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.environment.SimStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Central on simulated storage with the real journal, and what a gateway would send it. */
final class Rig {
  static final long EPOCH = 0xABCDEF12L;
  static final int STATE = 1;
  static final int REASON = 2;
  static final int IA = 3;
  static final int BREAKER = 4;
  private static final Kind[] KINDS =
      {Kind.DEVICE_STATE, Kind.TEXT, Kind.DOUBLE, Kind.DOUBLE_POINT};

  final SimClock clock = new SimClock();
  final SimRandom random;
  final SimStorage storage;
  final BlockCodec codec = new BinaryBlockCodec();
  Journal journal;
  Inbox inbox;
  FakeSession session;
  private final long[] numbers = new long[LinkLane.values().length];

  Rig(long seed) throws IOException {
    random = new SimRandom(seed);
    storage = new SimStorage(random, 256L << 20);
    open();
  }

  void open() throws IOException {
    open(new byte[0]);
  }

  private void open(byte[] savedPicture) throws IOException {
    journal = SegmentLog.open(storage, new JournalOptions(64 << 10, 64L << 20), clock, random);
    inbox = new Inbox(journal, codec, clock, InboxOptions.DEFAULT, savedPicture);
  }

  /** The same with the picture that was saved at some time before. */
  void crash(byte[] savedPicture) throws IOException {
    storage.restart();
    open(savedPicture);
  }

  /** Loses what was not flushed and starts again. */
  void crash() throws IOException {
    storage.restart();
    open();
  }

  LinkMessages.Welcome connect() {
    return connect(EPOCH);
  }

  LinkMessages.Welcome connect(long epoch) {
    byte[] hello = LinkMessages.encode(new LinkMessages.Hello(epoch, List.of()));
    LinkMessages.Welcome welcome = LinkMessages.readWelcome(inbox.welcome("oak-street", hello));
    session = new FakeSession("oak-street");
    java.util.Arrays.fill(numbers, 0);
    inbox.onUp(session, hello);
    return welcome;
  }

  void describe() {
    send(LinkLane.EVENT, StreamId.MODEL, 1, codec.encodeDictionary(1, dictionary()));
  }

  static List<DictionaryEntry> dictionary() {
    List<DictionaryEntry> entries = new ArrayList<>();
    String[] names = {PointDescription.DEVICE_STATE, PointDescription.DEVICE_REASON, "ia", "breaker"};
    for (int i = 0; i < names.length; i++) {
      entries.add(new DictionaryEntry(i + 1, new PointDescription("oak-street", "FDR-07", names[i], KINDS[i],
          i == 2 ? "A" : "", i == 2 ? PublishClass.MEASUREMENT : PublishClass.ALARM, i == 2 ? 1_000 : 0, Map.of())));
    }
    return entries;
  }

  long send(LinkLane lane, StreamId stream, long position, byte[] record) {
    long number = ++numbers[List.of(LinkLane.values()).indexOf(lane)];
    inbox.onMessage(session, lane, number, LinkMessages.encode(new LinkMessages.JournalRecord(stream, position, record)));
    return number;
  }

  /** A measurement of ia at a gateway time in ms. */
  byte[] ia(double value, long gatewayMs) {
    SampleBatch batch = new SampleBatch(1);
    batch.add(IA, Double.doubleToRawLongBits(value), 0, gatewayMs * 1_000_000, TimeQuality.POLL, gatewayMs * 1_000_000);
    return encode(batch);
  }

  byte[] breaker(int value, long gatewayMs) {
    SampleBatch batch = new SampleBatch(1);
    int row = batch.add(BREAKER, value, 0, gatewayMs * 1_000_000, TimeQuality.SYNCHRONISED, gatewayMs * 1_000_000);
    batch.cause[row] = Cause.SPONTANEOUS;
    return encode(batch);
  }

  byte[] state(DeviceState state, String reason, long gatewayMs) {
    SampleBatch batch = new SampleBatch(2);
    batch.add(STATE, List.of(DeviceState.values()).indexOf(state), 0, gatewayMs * 1_000_000, TimeQuality.POLL, gatewayMs * 1_000_000);
    batch.cause[0] = Cause.SPONTANEOUS;
    batch.add(REASON, batch.blobs.add(reason), 0, gatewayMs * 1_000_000, TimeQuality.POLL, gatewayMs * 1_000_000);
    batch.cause[1] = Cause.SPONTANEOUS;
    return encode(batch);
  }

  private byte[] encode(SampleBatch batch) {
    return codec.encodeSamples(batch, 0, batch.size(), 1, id -> KINDS[id - 1]);
  }

  /** Lets time pass and the inbox work. */
  void work() {
    clock.advanceMs(50);
    inbox.doWork(clock.monotonicNs());
  }

  PointRow point(String name) {
    return inbox.picture().points("/" + name, 10).get(0);
  }
}
