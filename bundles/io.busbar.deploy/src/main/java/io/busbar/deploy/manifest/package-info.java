/**
 * What is signed: the manifest of a feature and the set of keys that may sign one. Both are text in one form only: a text that is not byte
 * for byte what this package would write is refused, so two readers never understand one signature differently. No I/O, no keys, no clock.
 */
@NullMarked
package io.busbar.deploy.manifest;

import org.jspecify.annotations.NullMarked;
