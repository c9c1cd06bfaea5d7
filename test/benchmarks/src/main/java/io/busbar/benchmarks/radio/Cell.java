package io.busbar.benchmarks.radio;

/**
 * One run of two programs over a radio.
 *
 * @param name of the run; results are found by it
 * @param radio the link
 * @param congestion of the kernel's TCP on both sides, empty for the machine's
 * @param seed of the losses
 * @param far command of the far side, which starts first
 * @param near command of the near side; the run is over when it ends
 * @param limitSeconds longest run
 */
public record Cell(String name, Radio radio, String congestion, long seed, String far, String near, int limitSeconds) {}
