package io.busbar.api.link;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.time.BusClock;
import io.busbar.api.time.RandomSource;
import org.osgi.annotation.versioning.ProviderType;

/** Opens link end points; a service of the link bundle. */
@ProviderType
public interface LinkFactory {
  /**
   * An end point over a bearer without encryption, for the loopback interface and for tests.
   * It does nothing until its {@link LinkEndpoint#doWork} is called.
   */
  LinkEndpoint open(LinkConfig config, Bearer bearer, BusClock clock, RandomSource random, LinkListener listener);

  /** An end point over a bearer that is protected so; both ends need the same profile. */
  LinkEndpoint open(LinkConfig config, LinkSecurity security, Bearer bearer, BusClock clock, RandomSource random, LinkListener listener);
}
