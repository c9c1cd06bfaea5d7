/**
 * Lines: open serial ports and sockets, owned by the transport bundle and lent to drivers. A driver can be
 * swapped while its line stays open, and every byte on a line can be traced.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.busbar.api.line;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
