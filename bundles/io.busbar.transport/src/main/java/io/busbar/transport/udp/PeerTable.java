package io.busbar.transport.udp;

import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for the addresses that a listening bearer has heard from. Bounded: the address that was silent longest gives
 * way, and its number means nobody from then on. Used by one thread.
 */
final class PeerTable {
  private final SocketAddress[] addresses;
  private final long[] heard;
  private final int[] numbers;
  private final Map<SocketAddress, Integer> slots = new HashMap<>();
  private long turn;
  private int lastNumber;
  private long evictions;

  PeerTable(int capacity) {
    addresses = new SocketAddress[capacity];
    heard = new long[capacity];
    numbers = new int[capacity];
  }

  /** The number of an address that was just heard; 1 or more. */
  int number(SocketAddress address) {
    Integer known = slots.get(address);
    int slot;
    if (known != null) {
      slot = known;
    } else {
      slot = slots.size() < addresses.length ? slots.size() : evict();
      addresses[slot] = address;
      lastNumber = lastNumber == Integer.MAX_VALUE ? 1 : lastNumber + 1;
      numbers[slot] = lastNumber;
      slots.put(address, slot);
    }
    heard[slot] = ++turn;
    return numbers[slot];
  }

  private int evict() {
    int oldest = 0;
    for (int i = 1; i < heard.length; i++) {
      if (heard[i] < heard[oldest]) {
        oldest = i;
      }
    }
    slots.remove(addresses[oldest]);
    evictions++;
    return oldest;
  }

  /** The address with that number, or null if it was given up. */
  @Nullable SocketAddress address(int number) {
    for (int i = 0; i < slots.size(); i++) {
      if (numbers[i] == number) {
        return addresses[i];
      }
    }
    return null;
  }

  /** How many addresses gave way. */
  long evictions() {
    return evictions;
  }
}
