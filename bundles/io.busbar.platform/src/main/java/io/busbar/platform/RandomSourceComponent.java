package io.busbar.platform;

import io.busbar.api.time.RandomSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Randomness as a service. */
@Component(service = RandomSource.class)
public final class RandomSourceComponent implements RandomSource {
  private final RandomSource random;

  /** Uses the system's secure generator. */
  @Activate
  public RandomSourceComponent() {
    this.random = new SystemRandomSource();
  }

  @Override
  public long nextLong() {
    return random.nextLong();
  }
}
