/**
 * Verbs of the {@code busbar} command that run inside the framework.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.busbar.api.cli;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
