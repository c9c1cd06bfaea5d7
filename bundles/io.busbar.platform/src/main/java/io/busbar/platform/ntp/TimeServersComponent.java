package io.busbar.platform.ntp;

import io.busbar.api.health.HealthReport;
import io.busbar.api.health.HealthSource;
import io.busbar.api.model.ModelListener;
import io.busbar.api.model.Setting;
import io.busbar.api.model.SiteModel;
import io.busbar.api.time.RandomSource;
import io.busbar.platform.SiteClockComponent;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Follows {@code time: {ntp: …}} of the site. */
@Component(name = "io.busbar.platform.ntp", immediate = true, service = {ModelListener.class, HealthSource.class})
public final class TimeServersComponent implements ModelListener, HealthSource {
  private final TimeServers servers;

  /** Asks nobody before a model names a server. */
  @Activate
  public TimeServersComponent(@Reference SiteClockComponent clock, @Reference RandomSource random) {
    servers = new TimeServers(clock, new NtpSocket(NtpSocket.PORT, NtpSocket.PATIENCE_MS, clock, random), clock::measured);
  }

  @Deactivate
  void deactivate() throws InterruptedException {
    servers.close();
  }

  @Override
  public void applied(SiteModel model, int epoch) {
    Setting time = model.gateway().values().get("time");
    Setting ntp = time == null ? null : time.entries().get("ntp");
    servers.follow(ntp == null ? List.of()
        : Stream.of(ntp.text().split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList());
  }

  @Override
  public List<HealthReport> health() {
    return servers.health();
  }
}
