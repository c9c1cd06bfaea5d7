package io.busbar.link.component;

import io.busbar.api.bearer.Bearer;
import io.busbar.api.link.LinkConfig;
import io.busbar.api.link.LinkEndpoint;
import io.busbar.api.link.LinkFactory;
import io.busbar.api.link.LinkListener;
import io.busbar.api.link.LinkSecurity;
import io.busbar.api.time.BusClock;
import io.busbar.api.time.RandomSource;
import io.busbar.link.session.EndPoint;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Link end points over datagrams. */
@Component(service = LinkFactory.class)
public final class DatagramLinkFactory implements LinkFactory {
  /** For Declarative Services and for plain use. */
  @Activate
  public DatagramLinkFactory() {}

  @Override
  public LinkEndpoint open(LinkConfig config, Bearer bearer, BusClock clock, RandomSource random, LinkListener listener) {
    return EndPoint.open(config, bearer, clock, random, listener);
  }

  @Override
  public LinkEndpoint open(LinkConfig config, LinkSecurity security, Bearer bearer, BusClock clock, RandomSource random,
      LinkListener listener) {
    return EndPoint.open(config, security, bearer, clock, random, listener);
  }
}
