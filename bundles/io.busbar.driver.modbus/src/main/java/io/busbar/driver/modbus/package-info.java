/** Modbus master over TCP, RTU and RTU over TCP. */
@NullMarked
package io.busbar.driver.modbus;

import org.jspecify.annotations.NullMarked;
