package io.busbar.api.command;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Where orders are handed in: by a sink that takes commands, by an HTTP call, by the shell. A service of the control bundle, at central
 * for all gateways and at a gateway for its own. Thread-safe, never blocks.
 */
@ProviderType
public interface CommandDesk {
  /**
   * Hands in an order. It is refused at once where that is certain (no such gateway or point, not commandable, gateway not heard); the
   * guard at the gateway decides all else. An identity that was handed in before is not taken twice: its listener is told where the
   * first one stands.
   */
  void submit(Order order, OrderListener listener);
}
