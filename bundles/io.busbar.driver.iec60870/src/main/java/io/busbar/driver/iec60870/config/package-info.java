/**
 * Settings of channels, devices and points: what they are called, what they may be, and what to say about a mistake. Checks do no I/O and know
 * nothing of live devices. What was checked once is read again by the same code with problems that nobody looks at.
 */
@NullMarked
package io.busbar.driver.iec60870.config;

import org.jspecify.annotations.NullMarked;
