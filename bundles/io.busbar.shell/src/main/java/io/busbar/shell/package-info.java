/** Command line verbs that run inside the framework: check, ports, read, status, trace. */
@NullMarked
package io.busbar.shell;

import org.jspecify.annotations.NullMarked;
