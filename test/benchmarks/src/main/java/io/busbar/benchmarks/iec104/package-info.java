/**
 * Events a second of IEC 60870-5-104: our driver and our controlled station beside j60870 and, where it was built beside it, lib60870-C. Each stack
 * talks to itself over loopback TCP with k 12 and w 8, each event a unit of its own with CP56 (M_SP_TB_1), the master decoding each one. Ours: all
 * masters on one thread and all stations on another; the others work with threads of their own, as they are made.
 */
@NullMarked
package io.busbar.benchmarks.iec104;

import org.jspecify.annotations.NullMarked;
