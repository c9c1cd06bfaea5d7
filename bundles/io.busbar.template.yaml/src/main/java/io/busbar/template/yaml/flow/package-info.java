/** The language of flows: {@code doublePoint(open, closed) | debounce(20ms)}, or the same as a YAML list. */
@NullMarked
package io.busbar.template.yaml.flow;

import org.jspecify.annotations.NullMarked;
