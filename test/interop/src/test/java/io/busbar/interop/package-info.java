/**
 * The Modbus driver on real sockets and serial devices against peers that nobody here wrote. A test whose peer is not
 * installed is skipped and says which package is missing; {@code .ci/run} installs them all.
 */
package io.busbar.interop;
