/**
 * A simulated environment behind the interfaces of the API: time that only moves when told, seeded randomness, and
 * storage that crashes as real disks do. The product's own code runs on it unchanged, so that a test replays any
 * history of crashes, torn writes and I/O errors from one number.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.busbar.testkit.environment;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
