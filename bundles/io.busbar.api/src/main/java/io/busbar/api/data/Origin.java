package io.busbar.api.data;

/** How a batch came to be; it decides what the batch may do to the process image. */
public enum Origin {
  /** Polled or cyclic present values. */
  LIVE,
  /** Changes reported by the device, in its order, with its times where it has any. */
  EVENT,
  /** The whole state after a start or an interrogation. */
  INTEGRITY,
  /** Load profiles, gap fill, a device's log: never overwrites a newer value in the image. */
  HISTORICAL
}
