/**
 * The web server: the JDK's own, with bounded threads, bodies and connections, and one guard before everything. The
 * guard takes only requests that name this server as a browser on this machine or network would, so that a page from
 * elsewhere cannot read it (DNS rebinding) or make it act (cross-site requests); nothing is loaded from anywhere else.
 */
@NullMarked
package io.busbar.console.web;

import org.jspecify.annotations.NullMarked;
