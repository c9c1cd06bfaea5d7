/**
 * Samples as few bytes on a narrow link: what the ends of a lane remember of each point outlives the packet, so a packet says
 * only what could not be foreseen.
 *
 * <p>A lane is one direction of one ordered channel between two peers, with one encoder and one decoder that begin empty
 * together, at the start of a session. A <em>bulk</em> lane is decoded in order, packet after packet. An <em>immediate</em>
 * lane is decoded in any order: its packets rest only on what the other end has acknowledged. Everything of a record comes out
 * as it went in, to the bit: position, dictionary version, origin, order of the rows, and of each row identity, kind, value,
 * quality, both times, time quality, cause and native code. Encoders and decoders are not thread-safe; one thread owns each.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.busbar.api.codec;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
