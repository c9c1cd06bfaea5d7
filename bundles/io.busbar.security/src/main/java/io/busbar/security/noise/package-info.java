/**
 * The handshake {@code Noise_IKpsk2_25519_AESGCM_SHA256} (The Noise Protocol Framework, revision 34), and nothing else of
 * Noise: two messages, both ends' static keys, fresh keys of both ends, a pre-shared key. Deterministic: whoever uses it
 * hands in the fresh private keys.
 */
@NullMarked
package io.busbar.security.noise;

import org.jspecify.annotations.NullMarked;
