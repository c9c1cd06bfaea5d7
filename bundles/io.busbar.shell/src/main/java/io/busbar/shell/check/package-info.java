/**
 * The verb {@code check}: everything that is wrong with a site folder, told at once, then what the site would ask of its lines
 * and of the radio. It applies nothing; mistakes of drivers and filters come from the same check that the running gateway makes.
 */
@NullMarked
package io.busbar.shell.check;

import org.jspecify.annotations.NullMarked;
