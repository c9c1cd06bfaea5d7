/**
 * What people and pages see of the engine. Values are copied on the shard's thread as plain arrays and become rows and
 * texts on the caller's: a page costs the samples nothing but the copy.
 */
@NullMarked
package io.busbar.engine.view;

import org.jspecify.annotations.NullMarked;
