/** Files of devices, put together again from their parts. */
@NullMarked
package io.busbar.sink.file.records;

import org.jspecify.annotations.NullMarked;
