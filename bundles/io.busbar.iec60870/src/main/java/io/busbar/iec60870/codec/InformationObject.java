package io.busbar.iec60870.codec;

import io.busbar.api.data.Quality;

/**
 * One information object, filled anew by {@link AsduReader#next} and read by {@link AsduWriter#add}. Which fields count says the
 * {@link Element} of its type; the others are 0. Public fields for tight loops; one thread.
 */
public final class InformationObject {
  /** Its address, 0 to 2²⁴−1. */
  public int address;
  /** As the element says. */
  public long value;
  /** {@link Quality} bits. */
  public int quality;
  /** QU (0…31), QL (0…127), QOI, QCC, QRP, QPM, QPA, COI, FRQ, SRQ, SCQ, LSQ, AFQ or SOF. */
  public int qualifier;
  /** S/E of a command: select, not execute. */
  public boolean select;
  /** Sequence number of a counter reading, 0…31. */
  public int sequence;
  /** CP16: duration, relay operating time or delay in ms, 0…65,535. */
  public int elapsedMs;
  /** The time as it stood there, see {@link Cp56} and {@link Cp24}. */
  public long time;
  /** Second time of a log query. */
  public long timeTo;
  /** Name of a file, 0…65,535. */
  public int file;
  /** Name of a section, 0…255. */
  public int section;
  /** Where a segment begins in the array that was read. */
  public int segmentOffset;
  /** How long a segment is, 0…255 bytes. */
  public int segmentBytes;

  /** Sets all fields to 0. */
  public InformationObject clear() {
    address = 0;
    value = 0;
    quality = Quality.GOOD;
    qualifier = 0;
    select = false;
    sequence = 0;
    elapsedMs = 0;
    time = 0;
    timeTo = 0;
    file = 0;
    section = 0;
    segmentOffset = 0;
    segmentBytes = 0;
    return this;
  }

  /** Sets all fields to 0 but address and value. */
  public InformationObject set(int newAddress, long newValue) {
    clear();
    address = newAddress;
    value = newValue;
    return this;
  }
}
