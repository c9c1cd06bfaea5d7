/**
 * The lines that the file sink writes: one JSON object a line, for samples, gaps and device states. Pure bytes; the
 * format is written down in the bundle's README. Numbers are written so that reading them gives the same bits.
 */
@NullMarked
package io.busbar.sink.file.line;

import org.jspecify.annotations.NullMarked;
