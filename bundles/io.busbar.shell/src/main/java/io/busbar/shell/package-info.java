/**
 * Verbs of the command line that run inside the framework, and the one component that runs them. The launcher says in
 * framework properties which verb was asked for; whichever bundle has it registers a {@link io.busbar.api.cli.Verb}, so a
 * driver may bring a verb of its own.
 */
@NullMarked
package io.busbar.shell;

import org.jspecify.annotations.NullMarked;
