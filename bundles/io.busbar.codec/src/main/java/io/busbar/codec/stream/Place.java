package io.busbar.codec.stream;

import org.jspecify.annotations.Nullable;

/** Where a lane is: what the next record is likely to go on from. */
final class Place {
  /** The run that the next record may go on with, and the last of its points that was looked at. */
  @Nullable Group open;
  @Nullable Point cursor;
  /** Whether the run has had a sample. */
  boolean begun;
  long runSource;
  long runGateway;
  boolean hasSource;
  /** Whether each sample of the run says its source time; then that of the run is its gateway time. */
  boolean apart;
  int previousGroup = -1;
  long position;
  int modelVersion;
  int lastRows;
  int sameRows;
  int lastRuns;
  int lastId;
  /** Packets between the base and this one; 0 where all are known. */
  int behind;
  /** Of these, those whose records were not counted yet. */
  int missing;
  /** How often the open run's group has reported since the base, and how far the order of groups has gone on. */
  int elapsed;
  int order;
  boolean inOrder;
  /** A hash of all that went through the lane. */
  long check;

  void set(Place other) {
    open = other.open;
    cursor = other.cursor;
    begun = other.begun;
    runSource = other.runSource;
    runGateway = other.runGateway;
    hasSource = other.hasSource;
    apart = other.apart;
    previousGroup = other.previousGroup;
    position = other.position;
    modelVersion = other.modelVersion;
    lastRows = other.lastRows;
    sameRows = other.sameRows;
    lastRuns = other.lastRuns;
    lastId = other.lastId;
    behind = other.behind;
    missing = other.missing;
    elapsed = other.elapsed;
    order = other.order;
    inOrder = other.inOrder;
    check = other.check;
  }
}
