/**
 * Guard and desk as services: threads, queues and configuration around plain classes.
 */
@NullMarked
package io.busbar.control.component;

import org.jspecify.annotations.NullMarked;
