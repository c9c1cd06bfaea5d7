/** A line of text as a QR code (ISO/IEC 18004), in the one size that our lines need, as modules and as text for a terminal. */
@NullMarked
package io.busbar.security.qr;

import org.jspecify.annotations.NullMarked;
