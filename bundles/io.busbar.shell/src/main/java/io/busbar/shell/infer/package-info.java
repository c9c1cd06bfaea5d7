/** The verb {@code infer}: lists are read from files, the proposal is written to a new folder and told in lines for people. */
@NullMarked
package io.busbar.shell.infer;

import org.jspecify.annotations.NullMarked;
