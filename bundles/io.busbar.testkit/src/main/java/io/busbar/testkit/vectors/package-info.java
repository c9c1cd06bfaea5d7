/**
 * Test vectors of a specification as text that people and other programs read: what goes in and what must come out, by
 * name. A test computes them again, so that neither the text nor the implementation can drift. No I/O.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.busbar.testkit.vectors;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
