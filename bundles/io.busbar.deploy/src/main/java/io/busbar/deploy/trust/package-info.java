/**
 * Signatures and who is trusted. A machine knows one root key. The root, which is kept off line, signs the set of keys; so many keys of the set
 * as it says sign a feature. A signature is Ed25519 (RFC 8032) over the text as it is, so that other tools can check it. Without a root a machine
 * is in development mode: nothing is enforced, and everybody is told. No I/O and no clock of its own.
 */
@NullMarked
package io.busbar.deploy.trust;

import org.jspecify.annotations.NullMarked;
