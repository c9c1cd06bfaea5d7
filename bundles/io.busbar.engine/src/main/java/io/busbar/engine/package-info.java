/** Process image, compiled pipelines and flows: devices are rows, filter memory is flat columns. */
@NullMarked
package io.busbar.engine;

import org.jspecify.annotations.NullMarked;
