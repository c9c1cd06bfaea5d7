package io.busbar.engine.shard;

/**
 * Which device of a channel something comes from, as bound at a model epoch. Immutable.
 *
 * @param device index in its channel
 * @param name of the device, key of its resume token
 * @param handle of input 0 of its row
 * @param slots inputs of its row
 * @param epoch of its binding
 */
public record Source(int device, String name, int handle, int slots, int epoch) {
  /** Stands for a device that is not there any more: what it sends is dropped and counted. */
  public static final Source GONE = new Source(-1, "", -1, 0, 0);
}
