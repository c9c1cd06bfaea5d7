/**
 * Histories of commands: the guard, the desk and their journals as the product has them, over a light link that drops, doubles, delays and
 * reorders messages even within a session, with power losses of both ends at any call of their storage, and a device that forgets.
 */
@NullMarked
package io.busbar.test.simulation.control;

import org.jspecify.annotations.NullMarked;
