/** The engine put together: one shard, its channels, its control plane and its views, without any framework. */
@NullMarked
package io.busbar.engine.core;

import org.jspecify.annotations.NullMarked;
