/**
 * Encryption of the link. {@code cipher} has the primitives that the Java platform lacks or hides, {@code noise} the
 * handshake, {@code link} both as a {@link io.busbar.api.link.LinkSecurity}, {@code keys} the key pair, the line that a
 * technician pastes and whom central trusts, {@code qr} that line as a picture. SPECIFICATION.md says all of it for a
 * second implementation.
 */
@NullMarked
package io.busbar.security;

import org.jspecify.annotations.NullMarked;
