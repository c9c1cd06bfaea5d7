package io.busbar.test.simulation;

import io.busbar.api.link.LinkSecurity;
import io.busbar.testkit.environment.SimClock;
import io.busbar.testkit.environment.SimRandom;
import io.busbar.testkit.environment.SimStorage;
import io.busbar.testkit.net.SimNetwork;

/** What outlives a process: the machine that it runs on. */
record Machine(SimClock clock, SimStorage disk, SimRandom random, SimNetwork network, Security security) {
  /** Makes what protects the link in one life of a process. */
  interface Security {
    LinkSecurity start();
  }
}
