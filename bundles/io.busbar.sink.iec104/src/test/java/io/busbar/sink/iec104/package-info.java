/** Tests. */
@NullMarked
package io.busbar.sink.iec104;

import org.jspecify.annotations.NullMarked;
