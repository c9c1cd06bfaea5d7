/**
 * The Noise profile of a link: handshake, stamps and records as {@link io.busbar.api.link.LinkSecurity}. Knows no files and no
 * OSGi; keys, randomness and who is let in are handed in. Session keys and packet numbers live in these objects only, so a
 * restart of either end, or an old image of its disk, can never use one again.
 */
@NullMarked
package io.busbar.security.link;

import org.jspecify.annotations.NullMarked;
