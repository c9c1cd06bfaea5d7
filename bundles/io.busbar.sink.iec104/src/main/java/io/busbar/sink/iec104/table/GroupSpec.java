package io.busbar.sink.iec104.table;

import java.util.Set;

/**
 * A redundancy group: connections of one control centre, one of which is served at a time (IEC 60870-5-104 edition 2, §10).
 *
 * @param name of the group; central's cursor for it is called {@code iec104-name}
 * @param listen {@code host:port}
 * @param clients addresses that belong to it; empty for every one
 * @param connections most at a time, 1 to 16
 * @param keepNs events that nobody fetched for so long are dropped and counted, ns
 * @param keepRecords records that wait at most; the oldest are dropped and counted
 * @param history whether what was stored while the radio was down is sent too
 */
public record GroupSpec(String name, String listen, Set<String> clients, int connections, long keepNs, long keepRecords, boolean history) {
  /** Copies the set. */
  public GroupSpec {
    clients = Set.copyOf(clients);
  }

  /** Whether a client belongs to it. */
  public boolean takes(String address) {
    return clients.isEmpty() || clients.contains(address);
  }
}
