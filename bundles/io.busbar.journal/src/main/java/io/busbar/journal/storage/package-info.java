/** The file system behind {@link io.busbar.api.storage.Storage}: a folder that is locked against a second process. */
@NullMarked
package io.busbar.journal.storage;

import org.jspecify.annotations.NullMarked;
