/**
 * A binary arithmetic coder over one packet. The same calls encode, decode and train, so whoever models a thing writes it once.
 */
@NullMarked
package io.busbar.codec.range;

import org.jspecify.annotations.NullMarked;
