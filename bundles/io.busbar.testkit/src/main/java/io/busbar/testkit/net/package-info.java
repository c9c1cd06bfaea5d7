/**
 * A simulated network of datagrams: seeded loss (single and in bursts), duplication, reordering, delay, rate, damage and
 * outage, in injected time. Deterministic: the same seed and the same sends give the same arrivals.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.busbar.testkit.net;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
