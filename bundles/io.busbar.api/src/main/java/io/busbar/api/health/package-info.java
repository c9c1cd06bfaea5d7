/**
 * Health: each part says how it is in one line that a technician can act on.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.busbar.api.health;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
