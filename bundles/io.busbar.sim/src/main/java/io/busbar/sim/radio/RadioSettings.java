package io.busbar.sim.radio;

/**
 * How bad the radio is. The same for both ways.
 *
 * @param bitsPerSecond   air rate, 0 for unlimited
 * @param overheadBytes   bytes of air time per packet beyond its payload; 28 are IP and UDP headers
 * @param delayMs         one-way delay in milliseconds, besides the air time
 * @param loss            independent loss
 * @param bursts          loss in bursts, on top
 * @param duplicate       probability that a packet arrives twice, 0 to 1
 * @param reorder         probability that a packet is overtaken by the next ones, 0 to 1
 * @param reorderMs       how much later such a packet arrives, milliseconds
 * @param queueBytes      bytes that may wait for the air, payload and overhead; the tail is dropped beyond
 * @param halfDuplex      only one way sends at a time
 * @param turnaroundMs    pause when a half-duplex channel changes its direction, milliseconds
 */
public record RadioSettings(long bitsPerSecond, int overheadBytes, int delayMs, double loss, BurstLoss bursts, double duplicate,
              double reorder, int reorderMs, int queueBytes, boolean halfDuplex, int turnaroundMs) {
  /** IPv4 and UDP headers. */
  public static final int IP_UDP_HEADER_BYTES = 28;

  /**
   * Loss in bursts after Gilbert and Elliott: the channel is good or bad, and changes per packet.
   *
   * @param goodToBad probability per packet
   * @param badToGood probability per packet; its inverse is the mean length of a burst
   * @param lossInBad loss while bad
   */
  public record BurstLoss(double goodToBad, double badToGood, double lossInBad) {
    /** No bursts. */
    public static final BurstLoss NONE = new BurstLoss(0, 1, 0);
  }

  /** A plain full-duplex radio with independent loss and a queue of two seconds. */
  public static RadioSettings of(long bitsPerSecond, int delayMs, double loss) {
    int queue = bitsPerSecond == 0 ? 1 << 20 : (int) Math.max(4_096, Math.min(1 << 20, bitsPerSecond / 4));
    return new RadioSettings(bitsPerSecond, IP_UDP_HEADER_BYTES, delayMs, loss, BurstLoss.NONE, 0, 0, 0, queue, false, 0);
  }

  /** The same radio with some doubling and reordering, as routed networks do. */
  public RadioSettings withDisorder(double newDuplicate, double newReorder, int newReorderMs) {
    return new RadioSettings(bitsPerSecond, overheadBytes, delayMs, loss, bursts, newDuplicate, newReorder, newReorderMs, queueBytes,
        halfDuplex, turnaroundMs);
  }

  /** The same radio with bursts of loss. */
  public RadioSettings withBursts(BurstLoss newBursts) {
    return new RadioSettings(bitsPerSecond, overheadBytes, delayMs, loss, newBursts, duplicate, reorder, reorderMs, queueBytes,
        halfDuplex, turnaroundMs);
  }

  /** The same radio on one shared frequency. */
  public RadioSettings asHalfDuplex(int newTurnaroundMs) {
    return new RadioSettings(bitsPerSecond, overheadBytes, delayMs, loss, bursts, duplicate, reorder, reorderMs, queueBytes,
        true, newTurnaroundMs);
  }

  /** Air time of a packet in nanoseconds. */
  public long airNs(int payloadBytes) {
    return bitsPerSecond == 0 ? 0 : (payloadBytes + overheadBytes) * 8L * 1_000_000_000L / bitsPerSecond;
  }
}
