/**
 * Artifacts: named, hashed, chunked byte streams both ways (disturbance records, bundles, configuration), resumable
 * and lowest in priority on a radio.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.busbar.api.artifact;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
