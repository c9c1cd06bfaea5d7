/**
 * The verb {@code dictionary}: what other systems call the points of a site, as a table that goes out to their people and comes back. It
 * works on the files of a site folder, so that a change is planned and applied like any other.
 */
@NullMarked
package io.busbar.shell.dictionary;

import org.jspecify.annotations.NullMarked;
