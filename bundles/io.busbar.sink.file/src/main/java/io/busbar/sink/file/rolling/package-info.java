/**
 * Files that grow, roll and are freed, with the position of what they hold. The data file is flushed, then a slot of
 * the position file says how long it is and up to where it has taken central's journal; whatever the data file has
 * beyond that length was never committed and is cut off at the next start. So a crash at any moment leaves neither a
 * torn line nor a line twice.
 */
@NullMarked
package io.busbar.sink.file.rolling;

import org.jspecify.annotations.NullMarked;
