/**
 * Controls as a stream of states: an identity, a time to live, an originator, and an outcome that is never guessed.
 * IEC 61850-7-2 control model, IEC 60870-5-101 clause 7.2.6, IEEE 1815 control relay output blocks.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.busbar.api.command;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
