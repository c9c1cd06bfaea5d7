/**
 * Observers in flows. The shard puts what passes a tapped node into the observer's bounded queue as bits; texts are made on the
 * observer's thread. A queue that is full drops and counts, and the flow goes on.
 */
@NullMarked
package io.busbar.engine.tap;

import org.jspecify.annotations.NullMarked;
