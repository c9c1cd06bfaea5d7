package io.busbar.driver.iec60870.master;

import io.busbar.api.command.Command;
import io.busbar.api.command.CommandProgress;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.DriverContext;
import io.busbar.driver.iec60870.config.Procedures;
import io.busbar.iec60870.codec.AsduReader;
import io.busbar.iec60870.codec.AsduWriter;
import io.busbar.iec60870.codec.TypeId;
import io.busbar.iec60870.codec.Verdict;
import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stations of one channel: who a unit is for, what of it is not settled, and what all of them are told. Channel's thread. */
final class StationSet {
  private static final System.Logger LOG = System.getLogger(StationSet.class.getName());

  private final DriverContext context;
  private final Procedures procedures;
  private final List<StationMaster> stations = new ArrayList<>();
  private final SettleWindow window = new SettleWindow();
  private final AsduReader reader;
  private final AsduWriter writer;
  private final Reserve reserve;
  private long connection;
  private int widest = 1;
  private long nobodys;

  StationSet(DriverContext context, Procedures procedures) {
    this.context = context;
    this.procedures = procedures;
    this.reader = new AsduReader(procedures.format());
    this.writer = new AsduWriter(procedures.format());
    this.reserve = new Reserve(context);
    connected();
  }

  StationMaster bind(DeviceBinding binding, byte[] resumeToken) {
    StationMaster before = find(binding.device());
    StationMaster station = new StationMaster(context, binding, procedures, resumeToken, before);
    if (before != null) {
      stations.set(stations.indexOf(before), station);
    } else {
      stations.add(station);
    }
    widest = stations.stream().mapToInt(each -> each.points().widest()).max().orElse(1);
    return station;
  }

  void unbind(int device) {
    StationMaster gone = find(device);
    if (gone != null) {
      gone.ended("the device was taken out of the site");
      stations.remove(gone);
    }
    window.forget(device);
  }

  @Nullable StationMaster find(int index) {
    for (int i = 0; i < stations.size(); i++) {
      if (stations.get(i).index() == index) {
        return stations.get(i);
      }
    }
    return null;
  }

  private @Nullable StationMaster at(int commonAddress) {
    for (int i = 0; i < stations.size(); i++) {
      if (stations.get(i).station() == commonAddress) {
        return stations.get(i);
      }
    }
    return null;
  }

  /** A new connection: its units count from 0, and no token of an earlier one is meant for it. */
  void connected() {
    connection = context.random().nextLong() | 1;
    window.restart(0);
  }

  /** What the driver before says of its devices: nothing is to be taken from the line before they are bound. */
  Map<Integer, byte[]> save(boolean up) {
    Map<Integer, byte[]> devices = new HashMap<>();
    for (StationMaster each : stations) {
      devices.put(each.index(), up && each.isUp() ? HandOver.bytes(each::save) : new byte[0]);
    }
    return devices;
  }

  /** Writes which connection it is, and its units that are not settled. */
  void save(DataOutput into) throws IOException {
    into.writeLong(connection);
    window.save(into);
  }

  /** Goes on with a connection of the driver before. */
  void load(DataInput from) throws IOException {
    connection = from.readLong();
    window.load(from);
  }

  /**
   * A device of the driver before is bound. The engine does that when all it was offered of it is settled.
   *
   * @param state as {@link #save(boolean)} has it, empty if it was not up
   */
  void resume(StationMaster station, byte[] state, long nowNs) {
    window.forget(station.index());
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
      if (state.length > 0) {
        station.resume(in, nowNs);
        return;
      }
    } catch (IOException cut) {
      LOG.log(System.Logger.Level.INFO, station.name() + ": begins anew, what the driver before said of it ends too early");
    }
    station.linkUp(nowNs);
  }

  /** Nobody will settle units of devices that are not there. */
  void forgetAbsent() {
    window.keepOnly(device -> find(device) != null);
  }

  /** Units of this connection that are settled, from the first on. */
  long settledCount() {
    return window.count();
  }

  /** Whether the engine takes any unit that may come. */
  boolean hasRoom() {
    return !window.isFull() && reserve.batch(widest) != null;
  }

  void linkUp(long nowNs) {
    stations.forEach(each -> each.linkUp(nowNs));
  }

  void linkDown(String why) {
    stations.forEach(each -> each.linkDown(why));
  }

  void lost(String why) {
    stations.forEach(each -> each.lost(why));
  }

  /** Sends what is due. */
  void work(UnitOutput out, long nowNs) {
    for (int i = 0; i < stations.size(); i++) {
      stations.get(i).work(out, writer, window.count(), nowNs);
    }
  }

  /** Sends what is due at one station. */
  void work(StationMaster station, UnitOutput out, long nowNs) {
    station.work(out, writer, window.count(), nowNs);
  }

  /**
   * A unit came; only after {@link #hasRoom}.
   *
   * @param number counts the units of the connection from 0 on, without a gap
   * @return whether it is settled already
   */
  boolean unit(long number, byte[] bytes, int offset, int length) {
    Verdict verdict = reader.wrap(bytes, offset, length);
    StationMaster station = verdict == Verdict.NO_HEADER || verdict == Verdict.TOO_LONG ? null : at(reader.commonAddress());
    TypeId type = reader.type();
    SampleBatch batch = reserve.batch(widest);
    if (station == null || type == null || verdict != Verdict.OK || batch == null) {
      misunderstood(station, verdict);
      window.passed();
      return true;
    }
    if (station.unit(reader, type, batch, context.clock().wallNs(), context.clock().monotonicNs())) {
      window.opened(station.index());
      station.offered(number);
      reserve.offer(station.index(), station.memory().token(connection, number));
      return false;
    }
    window.passed();
    return true;
  }

  private void misunderstood(@Nullable StationMaster station, Verdict verdict) {
    if (station != null) {
      station.misunderstood();
    } else if (nobodys++ == 0) {
      LOG.log(System.Logger.Level.INFO, context.channel().name() + ": " + (verdict == Verdict.OK ? "units of station " + reader.commonAddress()
          + " come, which is no device of this channel. Add a device with that station, or leave it" : "a unit is " + verdict.words()));
    }
  }

  void settled(int device, byte[] resumeToken) {
    if (EventMemory.connection(resumeToken) == connection) {
      window.settled(device, EventMemory.number(resumeToken));
    }
  }

  void interrogate(int device) {
    StationMaster station = find(device);
    if (station != null) {
      station.interrogate(context.clock().monotonicNs());
    }
  }

  void command(int device, Command command, CommandProgress progress, String linkDown) {
    StationMaster station = find(device);
    if (station == null) {
      progress.refused(CommandProgress.AdditionalCause.BLOCKED_BY_HEALTH, "the device is not there any more");
    } else {
      station.command(command, progress, linkDown, context.clock().monotonicNs());
    }
  }

  void close() {
    linkDown("the driver is closed");
    stations.clear();
    reserve.release();
  }
}
