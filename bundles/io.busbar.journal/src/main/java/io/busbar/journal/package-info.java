/** The store-and-forward log: durable, checksummed, segmented, read by cursors. */
@NullMarked
package io.busbar.journal;

import org.jspecify.annotations.NullMarked;
