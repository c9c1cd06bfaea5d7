/**
 * The sink contract: where central delivers. A sink reads central's journal by its own cursor; a transactional one
 * keeps the position itself and is exactly once, any other gets idempotent keys.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.busbar.api.sink;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
