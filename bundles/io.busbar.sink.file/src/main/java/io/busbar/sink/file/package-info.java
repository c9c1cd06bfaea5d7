/**
 * Sink that writes samples, gaps and device states as rolling newline-delimited JSON, exactly once. This package adapts
 * OSGi; {@code line} makes the lines, {@code rolling} keeps files and position as one.
 */
@NullMarked
package io.busbar.sink.file;

import org.jspecify.annotations.NullMarked;
