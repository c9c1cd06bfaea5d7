package io.busbar.driver.modbus.session;

import io.busbar.driver.modbus.codec.ExceptionCode;
import io.busbar.driver.modbus.plan.Block;
import io.busbar.driver.modbus.plan.Item;
import io.busbar.driver.modbus.wire.Exchange;
import io.busbar.driver.modbus.wire.J2modMessages;

/** Polls one block. Where the device refuses it, it is divided until only what does not exist is left alone. */
final class BlockTask implements Task {
  /** A refused block is tried again so many periods later, and not sooner than {@link #REFUSED_PAUSE_NS}. */
  private static final int REFUSED_PERIODS = 10;
  private static final long REFUSED_PAUSE_NS = 30_000_000_000L;
  /** The engine had no room: the value stays in the device for so long. */
  private static final long NO_ROOM_NS = 20_000_000L;
  /** Turns without reply from a device that answers otherwise, or with "busy", before its points are told. */
  private static final int PATIENCE = 3;

  private final DeviceSession device;
  private final Block block;
  private final byte[] request;
  private final long[] last;
  private long dueNs;
  private boolean interrogated = true;
  private boolean afterEvents;
  private int badTurns;
  private String fault = "";

  BlockTask(DeviceSession device, Block block, long dueNs) {
    this.device = device;
    this.block = block;
    this.request = J2modMessages.read(block.table(), block.start(), block.count());
    this.last = new long[block.items().size()];
    this.dueNs = dueNs;
    this.afterEvents = block.everyNs() == Block.ON_DEMAND;
  }

  Block block() {
    return block;
  }

  String fault() {
    return fault;
  }

  /** Takes over when and how a block with the same request was polled before a change of the model. */
  void continueFrom(BlockTask before) {
    dueNs = before.dueNs;
    badTurns = before.badTurns;
    boolean same = before.block.items().equals(block.items());
    interrogated = before.interrogated || !same;
    afterEvents = before.afterEvents;
    if (interrogated) {
      dueNs = Math.min(dueNs, device.nowNs());
    }
    if (before.last.length == last.length) {
      System.arraycopy(before.last, 0, last, 0, last.length);
    }
    fault(before.fault);
  }

  /** The next reading is wanted now and counts as interrogated. */
  void interrogate(long nowNs) {
    interrogated = true;
    dueNs = nowNs;
    afterEvents = block.everyNs() == Block.ON_DEMAND;
  }

  @Override
  public long dueNs() {
    // The state of a point with events is read after the events that led to it.
    return afterEvents && !device.isCaughtUp() ? Long.MAX_VALUE : dueNs;
  }

  @Override
  public byte[] request() {
    return request;
  }

  @Override
  public int expectedBytes() {
    return block.dataBytes();
  }

  @Override
  public int room() {
    return block.items().size();
  }

  @Override
  public boolean mayRepeat() {
    return true;
  }

  @Override
  public void replied(Exchange exchange, long nowNs) {
    if (!device.sampler().publish(device, block, exchange, last, interrogated)) {
      device.noRoom();
      dueNs = nowNs + NO_ROOM_NS;
      return;
    }
    interrogated = false;
    afterEvents = false;
    badTurns = 0;
    fault("");
    schedule(nowNs, block.everyNs());
  }

  @Override
  public void refused(int code, long nowNs) {
    if (ExceptionCode.mayBeTooMuch(code) && block.isDivisible()) {
      device.divide(this, nowNs);
      return;
    }
    if (code == ExceptionCode.BUSY && ++badTurns < PATIENCE) {
      schedule(nowNs, block.everyNs());
      return;
    }
    unread(ExceptionCode.explain(code, block.table()), code);
    boolean lasting = code <= ExceptionCode.ILLEGAL_DATA_VALUE;
    schedule(nowNs, lasting ? Math.max(REFUSED_PAUSE_NS, REFUSED_PERIODS * block.everyNs()) : Math.max(1_000_000_000L, block.everyNs()));
  }

  @Override
  public void failed(long nowNs) {
    if (++badTurns >= PATIENCE && device.health().isSeen()) {
      unread("no reply to the read of " + block.words() + " in " + badTurns + " turns, while the device answers others. "
          + "Set a smaller maxRegisters or a longer timeout.", 0);
    }
    schedule(nowNs, Math.max(block.everyNs(), block.everyNs() == Block.ON_DEMAND ? REFUSED_PAUSE_NS : 0));
  }

  private void unread(String text, int code) {
    if (device.sampler().publishUnread(device, block, last, code)) {
      interrogated = true;
    } else {
      device.noRoom();
    }
    fault(text);
  }

  private void fault(String text) {
    if (fault.equals(text)) {
      return;
    }
    fault = text;
    for (Item item : block.items()) {
      device.pointFault(item.handle(), text);
    }
    device.faultsChanged();
  }

  /** Next time on the old grid; turns that the line had no time for are left out, not made up for. */
  private void schedule(long nowNs, long periodNs) {
    if (periodNs == Block.ON_DEMAND) {
      dueNs = Long.MAX_VALUE;
      return;
    }
    dueNs += periodNs;
    if (dueNs <= nowNs) {
      long missed = (nowNs - dueNs) / periodNs + 1;
      dueNs += missed * periodNs;
      device.missed(missed);
    }
  }

  /** For people: the first value that cannot be read, {@code energy (feeder.yaml:6)}. */
  String firstPoint() {
    return block.items().get(0).point();
  }
}
