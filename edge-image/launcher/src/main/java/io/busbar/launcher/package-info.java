/**
 * Starts one Felix framework with the bundles of one feature, and ends it. The launcher knows features, checksums and
 * processes; it knows nothing of points, sites or links. Bundles and launcher meet in JDK and OSGi types only:
 * framework properties ({@code busbar.verb}, {@code busbar.args}, {@code busbar.home}, {@code busbar.version}) go in, and
 * one service comes back, by which a bundle ends the program ({@link io.busbar.launcher.Ending}).
 */
@NullMarked
package io.busbar.launcher;

import org.jspecify.annotations.NullMarked;
