package io.busbar.driver.modbus.session;

import io.busbar.api.data.Cause;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Origin;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.driver.modbus.codec.EventFormat;
import io.busbar.driver.modbus.codec.EventLayout;
import io.busbar.driver.modbus.codec.ExceptionCode;
import io.busbar.driver.modbus.codec.ReadTarget;
import io.busbar.driver.modbus.wire.Exchange;
import io.busbar.driver.modbus.wire.J2modMessages;

/**
 * Reads a device's own event buffer and releases it.
 *
 * <pre>
 *  HEADER ──count > 0──▶ WINDOW (in parts) ──▶ offer with token ──▶ HEADER …
 *                                   settled(token) ──▶ RELEASE ──▶ HEADER at once
 * </pre>
 *
 * <p>The token is the last sequence number offered ({@link EventToken}). A record is offered if its number is newer, so
 * a window that is read again gives nothing twice; it is released when the engine has settled it, so nothing is lost
 * whatever happens between. The release says "up to this number", so writing it again does no harm; it is written again
 * only where a later look shows that the device still has what was settled.
 */
final class EventTask implements Task {
  private static final System.Logger LOG = System.getLogger(EventTask.class.getName());
  private static final int MAX_REQUEST_REGISTERS = 125;
  private static final long NO_ROOM_NS = 20_000_000L;
  private static final long REFUSED_PAUSE_NS = 30_000_000_000L;

  private enum Phase { HEADER, WINDOW, RELEASE }

  private final DeviceSession device;
  private final EventLayout layout;
  private final EventPoints points;
  private final EventHeader header;
  private final byte[] window;
  private final int recordsPerRequest;
  private Phase phase = Phase.HEADER;
  private long dueNs;
  private int valid;
  private int read;
  private EventToken offered;
  private EventToken settled;
  private boolean releaseWanted;
  private boolean caughtUp;
  private String fault = "";

  EventTask(DeviceSession device, EventLayout layout, EventPoints points, int maxRegisters, EventToken resumed) {
    this.device = device;
    this.layout = layout;
    this.points = points;
    this.header = new EventHeader(layout);
    this.window = new byte[layout.records() * layout.format().registers() * 2];
    this.recordsPerRequest = Math.max(1, Math.min(maxRegisters, MAX_REQUEST_REGISTERS) / layout.format().registers());
    this.offered = resumed;
    this.settled = resumed;
    this.dueNs = device.nowNs();
  }

  /** Goes on where a session of the same device was before a change of the model. */
  void continueFrom(EventTask before) {
    offered = before.offered;
    settled = before.settled;
    releaseWanted = before.releaseWanted;
    caughtUp = before.caughtUp;
    dueNs = before.dueNs;
  }

  /** Goes on after what the previous version of the driver has offered, settled or not: it is on its way. */
  void continueAt(EventToken offeredBefore) {
    if (offeredBefore.isKnown()) {
      offered = offeredBefore;
    }
  }

  /** What was offered last. */
  EventToken offered() {
    return offered;
  }

  boolean isCaughtUp() {
    return caughtUp || !fault.isEmpty();
  }

  String fault() {
    return fault;
  }

  void interrogate(long nowNs) {
    caughtUp = false;
    dueNs = nowNs;
  }

  /** Samples up to a token are safe: the device may forget them. */
  void settled(byte[] token) {
    EventToken safe = EventToken.of(token);
    if (safe.isKnown()) {
      settled = safe;
      releaseWanted = layout.release() != null;
      dueNs = device.nowNs();
    }
  }

  @Override
  public long dueNs() {
    return dueNs;
  }

  @Override
  public byte[] request() {
    if (phase == Phase.HEADER && releaseWanted) {
      phase = Phase.RELEASE;
    }
    ReadTarget.Cells release = layout.release();
    if (phase == Phase.RELEASE && release != null) {
      byte[] number = new byte[2 * release.count()];
      release.encoding().order().scatter(settled.sequence(), number, 0, release.count());
      return release.count() == 1 ? J2modMessages.writeRegister(release.offset(), (int) (settled.sequence() & 0xFFFF))
          : J2modMessages.writeRegisters(release.offset(), number);
    }
    if (phase == Phase.HEADER && header.isEmpty()) {
      beginWindow(layout.records());
    }
    if (phase == Phase.HEADER) {
      return J2modMessages.read(header.table(), header.start(), header.count());
    }
    int first = layout.window().offset() + read * layout.format().registers();
    return J2modMessages.read(layout.window().table(), first, part() * layout.format().registers());
  }

  private void beginWindow(int records) {
    phase = Phase.WINDOW;
    valid = records;
    read = 0;
  }

  private int part() {
    return Math.min(recordsPerRequest, valid - read);
  }

  @Override
  public int expectedBytes() {
    return switch (phase) {
      case RELEASE -> -1;
      case HEADER -> 2 * header.count();
      case WINDOW -> 2 * part() * layout.format().registers();
    };
  }

  @Override
  public int room() {
    return phase == Phase.WINDOW ? samples(valid) : 0;
  }

  private int samples(int records) {
    return Math.max(1, Math.min(65_536, records * points.mostPerEvent()));
  }

  /** Never the write: should its reply be lost, a later look at the window shows whether it is still needed. */
  @Override
  public boolean mayRepeat() {
    return phase != Phase.RELEASE;
  }

  @Override
  public void replied(Exchange exchange, long nowNs) {
    fault("");
    switch (phase) {
      case RELEASE -> {
        releaseWanted = false;
        phase = Phase.HEADER;
        dueNs = nowNs;
      }
      case HEADER -> {
        header.take(exchange, layout, device.name());
        int records = layout.count() == null ? layout.records() : Math.min(header.records(), layout.records());
        if (records == 0) {
          caughtUp = true;
          rest(nowNs);
        } else {
          beginWindow(records);
          dueNs = nowNs;
        }
      }
      case WINDOW -> {
        int bytes = 2 * part() * layout.format().registers();
        System.arraycopy(exchange.data(), exchange.dataOffset(), window, 2 * read * layout.format().registers(), bytes);
        read += part();
        dueNs = nowNs;
        if (read >= valid) {
          offer(exchange, nowNs);
        }
      }
    }
  }

  private void rest(long nowNs) {
    phase = Phase.HEADER;
    dueNs = nowNs + (releaseWanted ? 0 : layout.everyNs());
  }

  private void offer(Exchange exchange, long nowNs) {
    int fresh = 0;
    int records = 0;
    boolean old = false;
    while (records < valid && (layout.count() != null || sequence(records) != 0)) {
      boolean isNew = fresh > 0 || isNew(sequence(records), timeNs(records));
      fresh += isNew ? 1 : 0;
      old |= !isNew && settled.isKnown() && !layout.format().isNewer(sequence(records), settled.sequence());
      records++;
    }
    if (fresh > 0 && !publish(records, records - fresh, exchange)) {
      device.noRoom();
      phase = Phase.HEADER;
      dueNs = nowNs + NO_ROOM_NS;
      return;
    }
    caughtUp = records < layout.records();
    rest(nowNs);
    // Not at once: a device that keeps what was released would be written to without end.
    releaseWanted |= old && layout.release() != null;
  }

  private long sequence(int record) {
    return layout.format().sequence().read(window, 2 * record * layout.format().registers());
  }

  private long timeNs(int record) {
    return layout.format().time().read(window, 2 * record * layout.format().registers()) * layout.format().timeUnitNs();
  }

  private boolean publish(int records, int from, Exchange exchange) {
    SampleBatch batch = device.sampler().take(samples(records - from));
    if (batch == null) {
      return false;
    }
    batch.modelEpoch(device.modelEpoch());
    batch.origin(Origin.EVENT);
    long gatewayNs = device.context().clock().wallNs() - (device.context().clock().monotonicNs() - exchange.receivedNs());
    for (int i = from; i < records; i++) {
      add(batch, i, gatewayNs);
    }
    device.context().offer(batch, device.index(), offered.bytes());
    return true;
  }

  /**
   * Newer than what was offered; or an older number with a later time than any before: the device has begun to count
   * anew.
   */
  private boolean isNew(long sequence, long timeNs) {
    if (!offered.isKnown() || layout.format().isNewer(sequence, offered.sequence())) {
      return true;
    }
    boolean restarted = timeNs > offered.timeNs() || header.restartedBefore(offered.sequence(), layout.format());
    if (restarted) {
      LOG.log(System.Logger.Level.INFO, device.name() + ": its event numbers have begun anew at " + sequence + " after " + offered.sequence());
    }
    return restarted;
  }

  private void add(SampleBatch batch, int record, long gatewayNs) {
    EventFormat format = layout.format();
    int at = 2 * record * format.registers();
    long sequence = sequence(record);
    long timeNs = timeNs(record);
    long missed = offered.isKnown() && format.isNewer(sequence, offered.sequence()) ? format.between(offered.sequence(), sequence) : 0;
    if (missed > 0) {
      LOG.log(System.Logger.Level.WARNING, device.name() + ": " + missed + " events before number " + sequence
          + " are missing: the device dropped them. Read its events more often or raise its buffer.");
    }
    int number = (int) format.point().read(window, at);
    long value = format.value().read(window, at);
    int first = points.first(number);
    for (int i = first; i >= 0 && i < points.size() && points.number(i) == number; i++) {
      Kind kind = points.kind(i);
      long bits = kind == Kind.BOOLEAN ? (value == 0 ? 0 : 1) : kind == Kind.DOUBLE_POINT ? value & 3 : value;
      int row = batch.add(points.handle(i), bits, Quality.GOOD, timeNs, layout.timeQuality(), gatewayNs);
      batch.cause[row] = Cause.SPONTANEOUS;
      batch.nativeCode[row] = (int) Math.min(missed, Integer.MAX_VALUE);
    }
    if (first < 0) {
      points.unknown(number, device.name());
    }
    offered = new EventToken(true, sequence, Math.max(timeNs, offered.timeNs()));
  }

  @Override
  public void refused(int code, long nowNs) {
    String what = phase == Phase.RELEASE ? "releasing its events" : "reading its event buffer";
    fault(device.name() + ": " + what + ": " + ExceptionCode.explain(code, phase == Phase.HEADER && !header.isEmpty() ? header.table()
        : layout.window().table()) + " See \"events\" of its template.");
    phase = Phase.HEADER;
    dueNs = nowNs + REFUSED_PAUSE_NS;
  }

  @Override
  public void failed(long nowNs) {
    releaseWanted &= phase != Phase.RELEASE;
    rest(nowNs);
    dueNs = nowNs + layout.everyNs();
  }

  private void fault(String text) {
    if (!fault.equals(text)) {
      fault = text;
      device.faultsChanged();
    }
  }}
