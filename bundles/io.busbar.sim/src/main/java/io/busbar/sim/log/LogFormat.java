package io.busbar.sim.log;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The file behind the reply log: a magic number, then records without padding, all big-endian.
 *
 * <pre>
 * file    "BBRL" version(1)=1 record*
 * record  kind(1) device(2) body
 *   0 device    kind utf, name utf, unit(1)
 *   1 reply     requested(8) served(8) outcome(1) function(1) start(2) count(2) exception(1) length(2) data
 *   2 event     sequence(8) time ms(8) point(2) value(2) stored(1)
 *   3 released  at(8) upTo(8) released(4)
 *   4 fault     at(8) text utf
 * </pre>
 */
final class LogFormat {
  static final int MAGIC = 0x4242_524C;
  static final int VERSION = 1;
  private static final int DEVICE = 0;
  private static final int REPLY = 1;
  private static final int EVENT = 2;
  private static final int RELEASED = 3;
  private static final int FAULT = 4;

  private LogFormat() {
  }

  static void write(LogRecord logged, DataOutput out) throws IOException {
    if (logged instanceof LogRecord.Reply reply) {
      writeReply(reply, out);
    } else if (logged instanceof LogRecord.EventGenerated event) {
      head(EVENT, event.device(), out);
      out.writeLong(event.sequence());
      out.writeLong(event.timeMs());
      out.writeShort(event.point());
      out.writeShort(event.value());
      out.writeBoolean(event.stored());
    } else if (logged instanceof LogRecord.EventsReleased released) {
      head(RELEASED, released.device(), out);
      out.writeLong(released.at());
      out.writeLong(released.upTo());
      out.writeInt(released.released());
    } else if (logged instanceof LogRecord.FaultChanged fault) {
      head(FAULT, fault.device(), out);
      out.writeLong(fault.at());
      out.writeUTF(fault.text());
    } else if (logged instanceof LogRecord.DeviceEntry entry) {
      head(DEVICE, entry.device(), out);
      out.writeUTF(entry.kind());
      out.writeUTF(entry.name());
      out.writeByte(entry.unit());
    }
  }

  private static void writeReply(LogRecord.Reply reply, DataOutput out) throws IOException {
    head(REPLY, reply.device(), out);
    out.writeLong(reply.requestedAt());
    out.writeLong(reply.servedAt());
    out.writeByte(reply.outcome().code());
    out.writeByte(reply.function());
    out.writeShort(reply.start());
    out.writeShort(reply.count());
    out.writeByte(reply.exception());
    out.writeShort(reply.data().length);
    out.write(reply.data());
  }

  private static void head(int kind, int device, DataOutput out) throws IOException {
    out.writeByte(kind);
    out.writeShort(device);
  }

  /** Reads the record whose kind byte has been read already. */
  static LogRecord read(int kind, DataInput in) throws IOException {
    int device = in.readUnsignedShort();
    return switch (kind) {
      case DEVICE -> {
        String kindName = in.readUTF();
        yield new LogRecord.DeviceEntry(device, in.readUTF(), kindName, in.readUnsignedByte());
      }
      case REPLY -> readReply(device, in);
      case EVENT -> new LogRecord.EventGenerated(device, in.readLong(), in.readLong(), in.readUnsignedShort(),
          in.readUnsignedShort(), in.readBoolean());
      case RELEASED -> new LogRecord.EventsReleased(device, in.readLong(), in.readLong(), in.readInt());
      case FAULT -> new LogRecord.FaultChanged(device, in.readLong(), in.readUTF());
      default -> throw new IOException("reply log: record kind " + kind + " is unknown; the file is damaged or newer");
    };
  }

  private static LogRecord readReply(int device, DataInput in) throws IOException {
    long requested = in.readLong();
    long served = in.readLong();
    Outcome outcome = Outcome.ofCode(in.readUnsignedByte());
    int function = in.readUnsignedByte();
    int start = in.readUnsignedShort();
    int count = in.readUnsignedShort();
    int exception = in.readUnsignedByte();
    byte[] data = new byte[in.readUnsignedShort()];
    in.readFully(data);
    return new LogRecord.Reply(device, requested, served, outcome, function, start, count, exception, data);
  }
}
