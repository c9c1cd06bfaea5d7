/**
 * Durable files through an interface: random access writes, explicit flush, atomic rename. The product's
 * implementation is the file system; the simulation's tears, loses and reorders what was not flushed.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.busbar.api.storage;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
