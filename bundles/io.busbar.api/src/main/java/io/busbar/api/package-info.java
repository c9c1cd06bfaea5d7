/** The contract between the core, drivers, filters, template loaders and sinks: interfaces, records and enums, without threads or I/O. */
@Export
@Version("0.1.0")
@NullMarked
package io.busbar.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
