/**
 * What the product gets from the machine it runs on: the site clock and randomness, as services. The only place that
 * reads the system's clocks; everything else is given {@link io.busbar.api.time.BusClock}, so that the same code runs
 * under seeded simulation.
 */
@NullMarked
package io.busbar.platform;

import org.jspecify.annotations.NullMarked;
