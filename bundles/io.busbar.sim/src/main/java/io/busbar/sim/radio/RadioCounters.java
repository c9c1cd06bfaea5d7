package io.busbar.sim.radio;

/**
 * What happened one way.
 *
 * @param packets       packets that went on air, lost ones included
 * @param payloadBytes  their UDP payload
 * @param headerBytes   their IP and UDP headers, 28 each
 * @param delivered     packets that arrived, second copies not counted
 * @param lost          packets lost on air
 * @param duplicated    second copies that arrived
 * @param queueDropped  packets that found the queue full and never went on air
 * @param outageDropped packets that found the radio dead, or were on air when it died
 */
public record RadioCounters(long packets, long payloadBytes, long headerBytes, long delivered, long lost, long duplicated,
              long queueDropped, long outageDropped) {
  /** Payload and headers. */
  public long bytesOnAir() {
    return payloadBytes + headerBytes;
  }
}
