/**
 * What is served: {@code iec104.yaml} and {@code iec104-points.csv} in central's folder, read whole; every mistake is told with its file, line,
 * column and remedy, and a file with mistakes changes nothing. A {@link io.busbar.sink.iec104.table.StationTable} is immutable, so that a
 * connection goes on with the one it has while the next is read.
 */
@NullMarked
package io.busbar.sink.iec104.table;

import org.jspecify.annotations.NullMarked;
