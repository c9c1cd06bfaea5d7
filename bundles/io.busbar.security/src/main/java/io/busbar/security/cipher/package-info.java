/**
 * Cryptographic primitives over those of the Java platform: X25519 on raw bytes, HMAC and key derivation on SHA-256,
 * AES-GCM for handshakes and AES-CCM for packets. No state but keys; no I/O; what is not authentic is a value, never an
 * exception; comparisons take the same time wherever bytes differ.
 */
@NullMarked
package io.busbar.security.cipher;

import org.jspecify.annotations.NullMarked;
