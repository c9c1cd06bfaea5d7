/**
 * The link as its two users see it: the uplink at the gateway and the inbox at central send and receive ordered
 * messages in prioritised lanes over one session, and learn what the other side has made durable.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.busbar.api.link;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
