/**
 * The segmented log behind {@link io.busbar.api.journal.Journal}.
 *
 * <p>A journal is a folder of numbered segments, files of a fixed size that are filled with zeros when they are made,
 * so that a commit changes data pages only and needs one flush. A segment starts with a header and a snapshot of all
 * named state (heads, cursors, the list of older segments, the users' own), then holds commits one after the other.
 * A commit is one {@link io.busbar.journal.log.Frame}: it is there as a whole, with checksum, length and sequence, or
 * it is not there. So recovery needs the newest segment only.
 *
 * <p>What was written before a restart is never written again: after a restart, and after a write or flush that
 * failed, the log goes on in a new segment, and what was in memory is written there. Segments are retired where all
 * cursors have passed; when the capacity is reached, the oldest measurements go first, and a gap record says so.
 * Because streams share segments (one flush per commit), a segment whose events must stay is rewritten without its
 * measurements before it is deleted.
 */
@NullMarked
package io.busbar.journal.log;

import org.jspecify.annotations.NullMarked;
