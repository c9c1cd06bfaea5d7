/**
 * Bytes out and in, shared by the block format and the log's frames: a growing writer, and a reader that checks every
 * bound and answers damage with one checked exception. No I/O.
 */
@NullMarked
package io.busbar.journal.wire;

import org.jspecify.annotations.NullMarked;
