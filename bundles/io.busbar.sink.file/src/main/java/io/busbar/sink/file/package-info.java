/** Sink that writes samples as rolling newline-delimited JSON. */
@NullMarked
package io.busbar.sink.file;

import org.jspecify.annotations.NullMarked;
