/**
 * Codes records of samples: which points of a poll group report, when, and what, each in the state that is kept per point. One
 * code writes, reads and trains; what is remembered is bounded in {@code Model}.
 */
@NullMarked
package io.busbar.codec.stream;

import org.jspecify.annotations.NullMarked;
