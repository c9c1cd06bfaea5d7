/**
 * Central's present picture: per gateway a dictionary (what identities mean, per dictionary version), the newest value
 * of each point, the state of each device and the events lately. One thread writes, the inbox's; everybody reads
 * snapshots. What is newer is decided by the position in the gateway's stream, never by a wall clock, so history never
 * overwrites a newer value and a clock that steps does not either. A device that is lost makes its points lost from the
 * gateway time of the loss on, whatever lane their samples came in.
 */
@NullMarked
package io.busbar.central.image;

import org.jspecify.annotations.NullMarked;
