/**
 * The profile without encryption, for the loopback interface and for tests: the same messages and packets as every other
 * profile, bound to their session by random numbers and a checksum that finds damage and no attacker.
 */
@NullMarked
package io.busbar.link.plain;

import org.jspecify.annotations.NullMarked;
