/**
 * What filters have in common, so that each of them is only its own idea: {@link io.busbar.api.filter.support.Operation}
 * checks inputs and arguments, {@link io.busbar.api.filter.support.EachSample} is the loop, and the others keep samples,
 * numbers and timers of a row in the engine's columns. Small final classes without I/O, threads or OSGi; nothing here is
 * obligatory for a filter.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.busbar.api.filter.support;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
