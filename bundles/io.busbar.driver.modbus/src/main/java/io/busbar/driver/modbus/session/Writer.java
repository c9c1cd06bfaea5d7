package io.busbar.driver.modbus.session;

import io.busbar.api.command.Command;
import io.busbar.api.command.CommandProgress;
import io.busbar.api.command.CommandProgress.AdditionalCause;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.PointBinding;
import io.busbar.api.line.Line;
import io.busbar.api.model.Problems;
import io.busbar.driver.modbus.codec.ExceptionCode;
import io.busbar.driver.modbus.codec.ReadTarget;
import io.busbar.driver.modbus.codec.Table;
import io.busbar.driver.modbus.codec.WriteCodec;
import io.busbar.driver.modbus.config.Bases;
import io.busbar.driver.modbus.config.ChannelSettings;
import io.busbar.driver.modbus.config.TemplateReads;
import io.busbar.driver.modbus.wire.Exchange;
import io.busbar.driver.modbus.wire.J2modMessages;
import io.busbar.driver.modbus.wire.Outcome;
import io.busbar.driver.modbus.wire.Timing;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Commands as one write, once: operated if the device acknowledges, unknown if it does not answer. Modbus has neither
 * select nor test; a command that wants them is refused instead of being sent without. A pulse is two writes, see {@link Pulses}.
 */
final class Writer {
  private final ChannelSettings settings;
  private final Exchange exchange;
  private final Pulses pulses;

  Writer(ChannelSettings settings, Exchange exchange, Pulses pulses) {
    this.settings = settings;
    this.exchange = exchange;
    this.pulses = pulses;
  }

  /** Judges a command and writes it; returns what came of the line, null if nothing was asked of it. */
  @Nullable Outcome write(Line line, DeviceSession device, Command command, CommandProgress progress) {
    DeviceBinding binding = device.binding();
    int unit = device.unit();
    ReadTarget.Cells cells = place(binding, command);
    if (cells == null) {
      progress.refused(AdditionalCause.NOT_SUPPORTED, command.point() + " takes no commands: its template has no \"write\" for it");
      return null;
    }
    String wanted = unsupported(command);
    if (!wanted.isEmpty()) {
      progress.refused(AdditionalCause.NOT_SUPPORTED, "Modbus has no " + wanted);
      return null;
    }
    OptionalLong raw = WriteCodec.raw(cells, command.kind(), command.bits());
    if (raw.isEmpty()) {
      progress.refused(AdditionalCause.OTHER, "the value does not fit " + cells.words() + " " + cells.encoding().words());
      return null;
    }
    long onMs = command.pulse().onMs();
    if (onMs > 0 && (!WriteCodec.isBit(cells) || raw.getAsLong() == 0)) {
      progress.refused(AdditionalCause.NOT_SUPPORTED, "a pulse switches a coil or a bit of a register on; " + cells.words() + " is none, or it was"
          + " ordered off");
      return null;
    }
    Timing timing = new Timing(settings.timing().timeoutNs(), settings.timing().requestDelayNs());
    Outcome outcome = exchange.perform(line, unit, pdu(cells, raw.getAsLong()), -1, timing, progress::mayWrite);
    if (outcome == Outcome.OK && onMs > 0) {
      progress.accepted();
      pulses.began(new Pulses.Pulse(device.index(), unit, pdu(cells, 0), cells.words(), progress), onMs);
    } else {
      tell(outcome, unit, cells, progress);
    }
    return outcome;
  }

  private static ReadTarget.@Nullable Cells place(DeviceBinding binding, Command command) {
    TemplateReads reads = new TemplateReads(binding.template(), new Problems());
    for (PointBinding point : binding.points()) {
      if (command.point().equals(binding.spec().name() + "/" + point.spec().name())) {
        ReadTarget.Cells cells = reads.write(point.spec());
        return cells == null ? null : Bases.of(binding.spec()).moved(cells);
      }
    }
    return null;
  }

  private static String unsupported(Command command) {
    if (command.action() != Command.Action.OPERATE) {
      return "select and cancel; operate directly";
    }
    if (command.test()) {
      return "commands under test";
    }
    Command.Pulse pulse = command.pulse();
    boolean train = pulse.offMs() > 0 || pulse.count() > 1 || pulse.onMs() > Pulses.LONGEST_MS;
    return train ? "trains of pulses, and the gateway makes single ones of up to " + Pulses.LONGEST_MS + " ms; let the device make them" : "";
  }

  private static byte[] pdu(ReadTarget.Cells cells, long raw) {
    if (cells.table() == Table.COIL) {
      return J2modMessages.writeCoil(cells.offset(), raw != 0);
    }
    byte[] registers = new byte[2 * cells.count()];
    long part = cells.encoding().partMask();
    if (part != 0) {
      return J2modMessages.maskRegister(cells.offset(), register(cells, ~part), register(cells, raw));
    }
    cells.encoding().order().scatter(raw, registers, 0, cells.count());
    return cells.count() == 1 ? J2modMessages.writeRegister(cells.offset(), (registers[0] & 0xFF) << 8 | (registers[1] & 0xFF))
        : J2modMessages.writeRegisters(cells.offset(), registers);
  }

  /** One register as it goes over the line. */
  private static int register(ReadTarget.Cells cells, long value) {
    byte[] bytes = new byte[2];
    cells.encoding().order().scatter(value & 0xFFFF, bytes, 0, 1);
    return (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
  }

  private void tell(Outcome outcome, int unit, ReadTarget.Cells cells, CommandProgress progress) {
    switch (outcome) {
      case OK -> progress.completed();
      case EXCEPTION -> progress.refused(AdditionalCause.OTHER, ExceptionCode.explain(exchange.exceptionCode(), cells.table()));
      case WITHHELD -> { } // whoever withheld it has ended the command
      default -> progress.unknown("no acknowledgement from unit " + unit + " for " + cells.words() + "; it is not repeated. Look at the device.");
    }
  }
}
