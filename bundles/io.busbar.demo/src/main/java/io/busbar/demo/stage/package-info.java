/**
 * The stage of the demonstration: a site folder, a simulated substation behind it, a radio, two child processes, a story, and a screen.
 *
 * <p>One thread, the director's, does everything in a loop of short ticks; simulator and radio have their own. Children are started through
 * the launcher and ended with SIGTERM, by the story with SIGKILL.
 */
@NullMarked
package io.busbar.demo.stage;

import org.jspecify.annotations.NullMarked;
