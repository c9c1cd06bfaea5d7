/**
 * Modbus master over TCP, RTU and RTU over TCP.
 *
 * <p>Packages depend leftward only: {@link io.busbar.driver.modbus.codec} (bytes and texts) ←
 * {@link io.busbar.driver.modbus.plan} (what is read together) ← {@link io.busbar.driver.modbus.config} (settings and
 * their mistakes) and {@link io.busbar.driver.modbus.wire} (requests and replies on a line, j2mod's messages) ←
 * {@link io.busbar.driver.modbus.session} (polling, retries, health, event buffers) ← this one, which registers the
 * service. Lines are opened and owned by the transport bundle; nothing here opens anything.
 */
@NullMarked
package io.busbar.driver.modbus;

import org.jspecify.annotations.NullMarked;
