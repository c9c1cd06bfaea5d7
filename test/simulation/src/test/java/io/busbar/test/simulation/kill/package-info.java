/**
 * A real process of engine, filters and journal on a disk, killed by SIGKILL again and again while filters hold samples back: what the device
 * was told to forget is in the journal, once, or still held.
 */
package io.busbar.test.simulation.kill;
