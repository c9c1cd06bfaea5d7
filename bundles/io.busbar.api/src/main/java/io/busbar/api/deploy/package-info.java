/**
 * What runs on this machine and how it is replaced: stage, preview, apply, go back.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.busbar.api.deploy;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
