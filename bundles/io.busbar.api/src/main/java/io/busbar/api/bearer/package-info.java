/**
 * Datagrams in and out. A bearer carries packets between link end points and promises nothing: they may be lost,
 * doubled, reordered or damaged. UDP, a framed serial radio modem, or a simulated radio.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.busbar.api.bearer;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
