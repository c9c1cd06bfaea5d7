/** Keys and certificates for tests of lines and servers under TLS, made anew each time. */
@Export
@Version("0.1.0")
@NullMarked
package io.busbar.testkit.tls;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
