/**
 * Self description: what parameters a driver, filter, loader or sink takes, for people (help, catalogue pages)
 * and for machines (validation of templates, the JSON Schema for editors, the flow editor).
 */
@Export
@Version("0.1.0")
@NullMarked
package io.busbar.api.describe;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
