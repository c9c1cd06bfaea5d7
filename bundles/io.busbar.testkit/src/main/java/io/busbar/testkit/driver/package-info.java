/**
 * What stands round a driver without an engine: {@link io.busbar.testkit.driver.StandInContext} for the engine's side,
 * {@link io.busbar.testkit.driver.OwnLine} for a line that a test or a benchmark has in its own hand. Both leave open what a test is about.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.busbar.testkit.driver;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
