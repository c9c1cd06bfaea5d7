package io.busbar.journal.stage;

import io.busbar.api.data.Kind;
import io.busbar.api.journal.BlockCodec;
import io.busbar.api.journal.DictionaryEntry;
import io.busbar.api.journal.Journal;
import io.busbar.api.journal.PointDescription;
import io.busbar.api.journal.SampleJournal;
import io.busbar.api.journal.StreamId;
import io.busbar.api.model.PublishClass;
import io.busbar.journal.stage.RegisteredDevice.Point;
import io.busbar.journal.wire.ByteReader;
import io.busbar.journal.wire.ByteWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The stable identities of points. A name keeps its identity for ever; a name whose kind changes gets another one, so
 * that samples on their way are never read as the wrong kind. Kept in the journal's state device by device, and told
 * to the other end by the MODEL stream. Agent's thread or under its lock.
 *
 * <p>State {@code points}: v(next identity), v(model version), v(devices). State {@code points/n}: one
 * {@link RegisteredDevice}, n from 1.
 */
final class PointRegistry {
  private static final String SUMMARY = "points";
  private static final String DEVICE = "points/";
  /** Identities and versions that are passed over when state was lost: nothing that was ever told is told again. */
  private static final int SAFETY = 100_000;
  /** Entries of one dictionary record before it is looked whether they are too long. */
  private static final int CHUNK_ENTRIES = 400;
  /** A commit in the middle of a long list, so that no commit outgrows a segment. */
  private static final int COMMIT_BYTES = 512 << 10;

  private final Journal journal;
  private final BlockCodec codec;
  private final PointKinds kinds;
  private final Map<List<String>, RegisteredDevice> devices = new HashMap<>();
  private int nextId = 1;
  private volatile int modelVersion;
  private int waitingBytes;
  /** Whether something was registered that the journal could not write. */
  private boolean unwritten;

  PointRegistry(Journal journal, BlockCodec codec, PointKinds kinds) {
    this.journal = journal;
    this.codec = codec;
    this.kinds = kinds;
  }

  /** Reads the state. */
  void load(boolean stateMayBeOld) throws IOException {
    byte[] summary = journal.state(SUMMARY);
    if (summary != null) {
      try {
        ByteReader in = new ByteReader(summary);
        nextId = in.varint(Integer.MAX_VALUE, "next identity");
        modelVersion = in.varint(Integer.MAX_VALUE, "model version");
        int n = in.varint(Integer.MAX_VALUE, "number of devices");
        for (int i = 1; i <= n; i++) {
          byte[] state = journal.state(DEVICE + i);
          if (state != null) {
            RegisteredDevice device = RegisteredDevice.parse(i, state);
            devices.put(List.of(device.site(), device.device()), device);
          }
        }
      } catch (BlockCodec.MalformedRecordException e) {
        throw new IOException("the journal's point registry is unreadable (" + e.getMessage()
            + "). Move the journal's folder away to start anew.", e);
      }
    }
    if (stateMayBeOld) {
      nextId += SAFETY;
      modelVersion += SAFETY;
    }
  }

  /** Version of the dictionary that explains all identities given out so far. */
  int modelVersion() {
    return modelVersion;
  }

  int[] describe(List<PointDescription> points) throws IOException {
    int[] ids = new int[points.size()];
    Kind[] newKinds = new Kind[points.size()];
    List<DictionaryEntry> changed = new ArrayList<>();
    Set<RegisteredDevice> touched = new LinkedHashSet<>();
    int version = modelVersion + 1;
    for (int i = 0; i < ids.length; i++) {
      PointDescription point = points.get(i);
      newKinds[i] = point.kind();
      long digest = digest(point);
      RegisteredDevice device = devices.computeIfAbsent(List.of(point.site(), point.device()),
          names -> new RegisteredDevice(devices.size() + 1, names.get(0), names.get(1)));
      Point known = device.get(point.point());
      if (known == null || known.digest() != digest) {
        int id = known == null || known.kind() != point.kind() ? nextId++ : known.id();
        if (known != null && known.id() != id) {
          changed.add(new DictionaryEntry(known.id(), retired(device, point.point(), known.kind())));
        }
        known = new Point(id, point.kind(), digest);
        device.put(point.point(), known);
        changed.add(new DictionaryEntry(id, point));
        touched.add(device);
      }
      ids[i] = known.id();
      if (changed.size() >= CHUNK_ENTRIES) {
        write(changed, touched, version);
      }
    }
    kinds.set(ids, newKinds, nextId);
    if (!changed.isEmpty() || modelVersion == version) {
      write(changed, touched, version);
      commit();
    } else if (unwritten) {
      // What could not be written before is not known to anybody yet, whoever asks again.
      commit();
    }
    return ids;
  }

  private void commit() throws IOException {
    unwritten = true;
    journal.commit();
    unwritten = false;
    waitingBytes = 0;
  }

  /** What the dictionary has to say of points that are not in use any more and not retired yet. */
  List<DictionaryEntry> others(SampleJournal.InUse inUse) {
    List<DictionaryEntry> others = new ArrayList<>();
    for (RegisteredDevice device : devices.values()) {
      device.forEach((name, point) -> {
        if (!inUse.contains(device.site(), device.device(), name)) {
          PointDescription retired = retired(device, name, point.kind());
          if (point.digest() != digest(retired)) {
            others.add(new DictionaryEntry(point.id(), retired));
          }
        }
      });
    }
    return others;
  }

  /** Retires them; their identities stay theirs. */
  void retire(List<DictionaryEntry> others) throws IOException {
    describe(others.stream().map(DictionaryEntry::description).toList());
  }

  /** Its samples are explained by earlier versions, so this one says no more than that nothing is published. */
  private static PointDescription retired(RegisteredDevice device, String name, Kind kind) {
    return new PointDescription(device.site(), device.device(), name, kind, "", PublishClass.NONE, 0, Map.of());
  }

  private void write(List<DictionaryEntry> changed, Set<RegisteredDevice> touched, int version) throws IOException {
    modelVersion = version;
    if (!changed.isEmpty()) {
      append(changed, version);
    }
    for (RegisteredDevice device : touched) {
      put(DEVICE + device.number(), device.toBytes());
    }
    ByteWriter summary = new ByteWriter(16);
    summary.varint(nextId);
    summary.varint(modelVersion);
    summary.varint(devices.size());
    put(SUMMARY, summary.toByteArray());
    changed.clear();
    touched.clear();
    if (waitingBytes > COMMIT_BYTES) {
      commit();
    }
  }

  private void append(List<DictionaryEntry> entries, int version) {
    byte[] record = codec.encodeDictionary(version, entries);
    if (record.length <= Journal.MAX_RECORD_BYTES) {
      journal.append(StreamId.MODEL, record, 0, record.length);
      waitingBytes += record.length;
    } else if (entries.size() > 1) {
      append(entries.subList(0, entries.size() / 2), version);
      append(entries.subList(entries.size() / 2, entries.size()), version);
    } else {
      throw new IllegalArgumentException("the description of " + entries.get(0).description().key() + " has "
          + record.length + " bytes, at most " + Journal.MAX_RECORD_BYTES + ": shorten its labels");
    }
  }

  private void put(String key, byte[] value) {
    journal.putState(key, value);
    waitingBytes += value.length;
  }

  /** 64 bits of what a description says, so that one that says the same is known without keeping it. */
  private long digest(PointDescription point) {
    byte[] bytes = codec.encodeDictionary(0, List.of(new DictionaryEntry(0, point)));
    long hash = 0xCBF29CE484222325L;
    for (byte b : bytes) {
      hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
    }
    hash = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
    return hash ^ (hash >>> 32);
  }
}
