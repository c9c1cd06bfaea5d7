/**
 * The plant as configured: channels, templates, devices, points and their flows, as immutable records that every
 * loader produces and the engine compiles. Each value remembers the file, line and column it was written at, so
 * that whoever finds it wrong can say where.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.busbar.api.model;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
