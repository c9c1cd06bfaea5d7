/**
 * The process image and filter memory as flat columns indexed by a device's row, the arithmetic of handles, and the
 * timers of stages. Nothing here knows templates, drivers or threads: it is memory with names, owned by one shard.
 */
@NullMarked
package io.busbar.engine.image;

import org.jspecify.annotations.NullMarked;
