/** Director of the demonstration: process control, radio emulation and the report. */
@NullMarked
package io.busbar.demo;

import org.jspecify.annotations.NullMarked;
