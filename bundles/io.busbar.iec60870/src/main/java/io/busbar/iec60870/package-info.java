/**
 * IEC 60870-5-101 and -104 without a socket, a line, a clock or a thread: units and elements ({@code codec}), the link of 104
 * ({@code apci}) and of 101 ({@code ft12}), and the logic of a controlled station ({@code station}). Master, sink and simulator each
 * embed a copy, so that an update of one of them never touches another.
 */
@NullMarked
package io.busbar.iec60870;

import org.jspecify.annotations.NullMarked;
