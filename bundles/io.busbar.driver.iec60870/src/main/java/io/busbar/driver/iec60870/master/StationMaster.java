package io.busbar.driver.iec60870.master;

import io.busbar.api.command.Command;
import io.busbar.api.command.CommandProgress;
import io.busbar.api.data.DeviceState;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.DriverContext;
import io.busbar.api.driver.PointBinding;
import io.busbar.api.model.Problems;
import io.busbar.driver.iec60870.config.CommandAddress;
import io.busbar.driver.iec60870.config.DeviceSettings;
import io.busbar.driver.iec60870.config.PointReads;
import io.busbar.driver.iec60870.config.Procedures;
import io.busbar.iec60870.codec.AsduReader;
import io.busbar.iec60870.codec.AsduWriter;
import io.busbar.iec60870.codec.CauseOfTransmission;
import io.busbar.iec60870.codec.DeviceZone;
import io.busbar.iec60870.codec.TypeId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One device as its master sees it: its requests, its command, its samples and how it is doing. */
final class StationMaster {
  private static final System.Logger LOG = System.getLogger(StationMaster.class.getName());
  /** A time without its hour can be trusted if the device was heard within so long. */
  private static final long HOUR_KNOWN_NS = 30L * 60 * 1_000_000_000L;
  /** How long after a connect a station may send again what it has sent before. */
  private static final long AGAIN_NS = 10L * 60 * 1_000_000_000L;

  private final DriverContext context;
  private final DeviceBinding binding;
  private final int station;
  private final PointTable points;
  private final Sampler sampler;
  private final EventMemory memory;
  private final Requests requests;
  private final CommandBoard commands;
  private final FileFetch files;
  private boolean up;
  private boolean heard;
  private long heardAtNs = Long.MIN_VALUE;

  /**
   * A device.
   *
   * @param before the same device before its binding changed; null if it is new
   */
  StationMaster(DriverContext context, DeviceBinding binding, Procedures procedures, byte[] resumeToken, @Nullable StationMaster before) {
    this.context = context;
    this.binding = binding;
    DeviceSettings settings = DeviceSettings.of(binding.spec(), procedures);
    DeviceZone zone = new DeviceZone(settings.zone());
    this.station = settings.station();
    this.points = new PointTable(binding);
    this.memory = before == null ? new EventMemory() : before.memory;
    if (before == null) {
      memory.load(resumeToken);
    }
    this.sampler = new Sampler(points, zone, memory, context::pointFault);
    this.requests = new Requests(procedures, station, context.clock(), zone);
    this.files = new FileFetch(procedures, station, zone, points, memory.files(), context::pointFault);
    boolean same = before != null && before.station == station;
    if (before != null && !same) {
      before.ended("the device's station has changed in the site");
    }
    this.commands = before != null && same ? before.commands : new CommandBoard(procedures, station, context.clock(), zone);
  }

  int index() {
    return binding.device();
  }

  String name() {
    return binding.spec().name();
  }

  int station() {
    return station;
  }

  PointTable points() {
    return points;
  }

  EventMemory memory() {
    return memory;
  }

  /** The link carries units now. */
  void linkUp(long nowNs) {
    if (!up) {
      up = true;
      heard = false;
      memory.expectAgain(nowNs + AGAIN_NS);
      requests.begin(nowNs);
      files.begin(nowNs);
    }
  }

  /** The link is gone; what is under way ends. */
  void linkDown(String why) {
    if (up) {
      up = false;
      requests.end();
      files.end();
      if (memory.again() > 0) {
        LOG.log(System.Logger.Level.INFO, binding.spec().name() + ": " + memory.again() + " events came again after the last"
            + " connect and were not taken twice");
      }
    }
    commands.ended(why);
  }

  /**
   * Writes what the next driver needs to go on with the link.
   *
   * <pre>
   *  | common address int32 | heard u8 | heard at int64, monotonic ns | requests |
   * </pre>
   */
  void save(DataOutput into) throws IOException {
    into.writeInt(station);
    into.writeBoolean(heard);
    into.writeLong(heardAtNs);
    requests.save(into);
  }

  /** Goes on where the station stood under the driver before; if it was another station, it begins anew. */
  void resume(DataInput from, long nowNs) throws IOException {
    if (from.readInt() == station) {
      heard = from.readBoolean();
      heardAtNs = from.readLong();
      requests.load(from);
      files.begin(nowNs);
      up = true;
    } else {
      linkUp(nowNs);
    }
  }

  /** There has been no link for so long that the device is lost. */
  void lost(String why) {
    context.deviceState(index(), DeviceState.LOST, why);
  }

  /** The device is gone: its commands end. */
  void ended(String why) {
    commands.ended(why);
  }

  /** Whether a command waits to be written. */
  boolean hasCommand() {
    return commands.hasUnwritten();
  }

  void interrogate(long nowNs) {
    requests.interrogate(nowNs);
  }

  void command(Command wanted, CommandProgress progress, String linkDown, long nowNs) {
    if (!up) {
      progress.refused(CommandProgress.AdditionalCause.BLOCKED_BY_HEALTH, linkDown);
      return;
    }
    commands.begin(wanted, progress, address(wanted), nowNs);
  }

  private @Nullable CommandAddress address(Command wanted) {
    for (PointBinding point : binding.points()) {
      if (wanted.point().equals(binding.spec().name() + "/" + point.spec().name())) {
        return PointReads.command(point.spec(), new Problems());
      }
    }
    return null;
  }

  /**
   * Sends what is due; returns when to look again, monotonic ns.
   *
   * @param settledUnits of the connection, from the first on
   */
  long work(UnitOutput out, AsduWriter writer, long settledUnits, long nowNs) {
    if (!up) {
      return Long.MAX_VALUE;
    }
    long next = commands.work(out, writer, nowNs);
    next = Math.min(next, requests.work(out, writer, nowNs));
    next = Math.min(next, files.work(out, writer, settledUnits, nowNs));
    if (requests.isSilent() && !heard) {
      context.deviceState(index(), DeviceState.LOST, "the connection stands, but " + requests.complaint());
    }
    return next;
  }

  /**
   * A unit of this station came; the reader has judged it.
   *
   * @param batch with room for it
   * @return whether the batch holds samples now
   */
  boolean unit(AsduReader unit, TypeId type, SampleBatch batch, long wallNs, long nowNs) {
    boolean hoursKnown = heardAtNs != Long.MIN_VALUE && nowNs - heardAtNs < HOUR_KNOWN_NS;
    heardAtNs = nowNs;
    heard = true;
    context.counters(index()).reply(wallNs);
    if (type.isMonitor()) {
      batch.modelEpoch(binding.modelEpoch());
      sampler.add(unit, batch, new Sampler.Received(wallNs, nowNs, hoursKnown));
      requests.progress(nowNs);
    } else if (type.isCommand() || (type.code() >= TypeId.P_ME_NA_1.code() && type.code() <= TypeId.P_AC_NA_1.code())) {
      commands.reply(unit, type, nowNs);
    } else if (type == TypeId.M_EI_NA_1) {
      LOG.log(System.Logger.Level.INFO, binding.spec().name() + " has started anew");
      requests.begin(nowNs);
      files.begin(nowNs);
    } else if (type.code() >= TypeId.F_FR_NA_1.code()) {
      batch.modelEpoch(binding.modelEpoch());
      files.unit(unit, type, batch, wallNs, nowNs);
      requests.progress(nowNs);
    } else if (unit.cause() != CauseOfTransmission.SPONTANEOUS && !requests.reply(unit, nowNs)) {
      context.counters(index()).exception();
    }
    tellState();
    return batch.size() > 0;
  }

  /** The samples of the unit were offered under its number. */
  void offered(long number) {
    files.offered(number);
  }

  private void tellState() {
    String complaint = requests.complaint();
    context.deviceState(index(), complaint.isEmpty() ? DeviceState.OK : DeviceState.EXCEPTION, complaint);
  }

  /** A unit of this station was not understood. */
  void misunderstood() {
    context.counters(index()).checksumError();
  }

  boolean isUp() {
    return up;
  }
}
