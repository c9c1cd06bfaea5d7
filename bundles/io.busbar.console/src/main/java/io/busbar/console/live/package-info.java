/**
 * Server-sent events. One thread gathers what has changed, encodes it once and puts the same bytes into the bounded queue
 * of each browser; each browser has a thread of its own, so one that does not read holds back nobody: it is cut off, and
 * its page connects again and loads the whole.
 */
@NullMarked
package io.busbar.console.live;

import org.jspecify.annotations.NullMarked;
