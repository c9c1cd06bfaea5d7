/**
 * Conformance kits for authors of drivers, filters, loaders and sinks. {@link io.busbar.testkit.StageHarness} runs one
 * filter stage without the engine, {@link io.busbar.testkit.FilterConformance} checks what every filter owes.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.busbar.testkit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
