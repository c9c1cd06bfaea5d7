/**
 * Template loaders: they turn a source (a YAML and CSV folder, SCL, CIM, a register list) into the one model of
 * {@link io.busbar.api.model}.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.busbar.api.template;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
