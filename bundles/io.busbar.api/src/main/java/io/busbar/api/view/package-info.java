/**
 * Read-only views for the console, the shell and sinks: snapshots as records, taken on the owner's thread.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.busbar.api.view;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
