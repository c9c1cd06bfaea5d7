/**
 * Settings of channels, devices and points: what they are called, what they may be, and what to say about a mistake.
 * Checks do no I/O and know nothing of live devices.
 */
@NullMarked
package io.busbar.driver.modbus.config;

import org.jspecify.annotations.NullMarked;
