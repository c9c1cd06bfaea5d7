/** Build-time side of the launcher: turns hand-written features and a folder of jars into what is shipped. */
@NullMarked
package io.busbar.launcher.pack;

import org.jspecify.annotations.NullMarked;
