/** Samples as few bytes: the service; how it works stands in the packages below and in the bundle's README. */
@NullMarked
package io.busbar.codec;

import org.jspecify.annotations.NullMarked;
