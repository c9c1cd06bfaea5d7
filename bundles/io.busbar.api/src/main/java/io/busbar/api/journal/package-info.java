/**
 * The journal as its users see it: streams of records with positions, atomic commits, readers with cursors, and
 * the entry by which the engine hands samples over and learns what is durable.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.busbar.api.journal;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
