/**
 * The frames between the gateway and the interpreter: requests one way, replies the other, all numbers big endian. Its other
 * side is {@code worker.py}. Nothing of a script is trusted: a frame that is too long or does not add up is refused as a whole.
 */
@NullMarked
package io.busbar.filter.script.codec;

import org.jspecify.annotations.NullMarked;
