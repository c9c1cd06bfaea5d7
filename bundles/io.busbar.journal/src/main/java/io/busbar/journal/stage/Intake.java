package io.busbar.journal.stage;

import io.busbar.api.journal.Checkpoint;
import io.busbar.api.journal.Journal;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/** What producers have handed over since the last swap. Guarded by its owner's lock, or owned by the agent. */
final class Intake {
  /** Most bytes of state that wait in one intake, unless a single hand-over has more. */
  static final int MAX_STATE_BYTES = 1 << 20;

  final Rows events = new Rows();
  final Rows measurements = new Rows();
  final Checkpoint state = new Checkpoint();
  /** Measurements that were not taken over. */
  final Missing shed = new Missing();
  long ticket = Long.MIN_VALUE;
  boolean urgent;

  boolean hasRoom(Checkpoint more) {
    return state.isEmpty() || state.size() + more.size() <= MAX_STATE_BYTES;
  }

  /** Writes the last value of each name, in the order in which those came. */
  void writeState(Journal journal) {
    Set<String> seen = new HashSet<>();
    BitSet last = new BitSet(state.entries());
    for (int i = state.entries() - 1; i >= 0; i--) {
      last.set(i, seen.add(state.name(i)));
    }
    for (int i = last.nextSetBit(0); i >= 0; i = last.nextSetBit(i + 1)) {
      journal.putState(state.name(i), state.value(i));
    }
  }

  boolean isEmpty() {
    return ticket == Long.MIN_VALUE;
  }

  void clear() {
    events.clear();
    measurements.clear();
    state.clear();
    shed.clear();
    ticket = Long.MIN_VALUE;
    urgent = false;
  }
}
