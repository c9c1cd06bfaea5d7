/**
 * The verbs that run for long: {@code gateway} and {@code central}. They make sure that the folder can be written, that
 * nobody else runs on it and that the ports are free, configure the components of the feature through ConfigurationAdmin,
 * leave a run file by which other verbs find the process, and wait until they are interrupted.
 */
@NullMarked
package io.busbar.shell.run;

import org.jspecify.annotations.NullMarked;
