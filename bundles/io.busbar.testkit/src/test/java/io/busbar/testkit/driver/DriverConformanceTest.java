package io.busbar.testkit.driver;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.api.data.DeviceState;
import io.busbar.api.data.Kind;
import io.busbar.api.data.Quality;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.data.TimeQuality;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.driver.AdHocReading;
import io.busbar.api.driver.DeviceBinding;
import io.busbar.api.driver.Driver;
import io.busbar.api.driver.DriverContext;
import io.busbar.api.driver.DriverFactory;
import io.busbar.api.driver.InputType;
import io.busbar.api.driver.PointBinding;
import io.busbar.api.line.LineSpec;
import io.busbar.api.model.PointSpec;
import io.busbar.api.model.Problems;
import io.busbar.api.model.PublishClass;
import io.busbar.api.model.SiteModel;
import io.busbar.api.model.TemplateSpec;
import io.busbar.testkit.Models;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kit finds each sin of a driver by its name, and none in one without. */
class DriverConformanceTest {
  private enum Sin { NONE, THROWS_AT_CHECK, NO_TYPES, NEVER_OK, OLD_EPOCH, OFFERS_GONE, IGNORES_ROOM, ALWAYS_GOOD, SILENT_FAILURE, TRUSTS_BYTES,
    THROWS_AT_READ, KEEPS_LEASE, KEEPS_THREAD, SPINS_FOR_EVER }

  private static final SiteModel MODEL = Models.site("oak").channel("c", "toy").point("t", "a", "1", PublishClass.MEASUREMENT, "")
      .point("t", "b", "2", PublishClass.MEASUREMENT, "").device("D1", "t", "c").device("D2", "t", "c").build();

  private boolean works;

  private DriverConformance kit(Sin sin) {
    return DriverConformance.of(new ToyFactory(sin), MODEL).lines(OpenLine::new).plant(now -> works = now);
  }

  @Test
  void aDriverThatKeepsAllOfItPasses() {
    assertThatCode(() -> kit(Sin.NONE).check()).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "THROWS_AT_CHECK | no number",
      "NO_TYPES        | one type for each read",
      "NEVER_OK        | each device is said to be OK",
      "OLD_EPOCH       | epoch of its binding",
      "OFFERS_GONE     | offers nothing of it",
      "IGNORES_ROOM    | what it has claimed",
      "ALWAYS_GOOD     | gives no sample of quality",
      "SILENT_FAILURE  | has a reason",
      "TRUSTS_BYTES    | hand-over",
      "THROWS_AT_READ  | no such register",
      "KEEPS_LEASE     | ends the lease",
      "KEEPS_THREAD    | threads are left behind",
      "SPINS_FOR_EVER  | monotonic time"})
  void eachSinIsFound(Sin sin, String found) {
    assertThatThrownBy(() -> kit(sin).check()).hasMessageContaining(found);
  }

  private static final class OpenLine extends OwnLine {
    @Override
    public void write(byte[] bytes, int offset, int length) {
      // nobody listens
    }

    @Override
    public int read(byte[] into, int offset, int length, int timeoutMs) {
      return 0;
    }

    @Override
    public String describe() {
      return "open";
    }

    @Override
    public void reopen() {
      // it stays open
    }

    @Override
    public void close() {
      // it stays open
    }
  }

  private final class ToyFactory implements DriverFactory {
    private final Sin sin;

    ToyFactory(Sin sin) {
      this.sin = sin;
    }

    @Override
    public String protocol() {
      return "toy";
    }

    @Override
    public List<Descriptor> channelTypes() {
      return List.of(new Descriptor("toy", "Toy", "Makes numbers up.", "{type: toy}", List.of()));
    }

    @Override
    public List<InputType> checkPoint(TemplateSpec template, PointSpec point, Problems problems) {
      String text = point.reads().get(0).text();
      if (!text.matches("[0-9]+")) {
        if (sin == Sin.THROWS_AT_CHECK) {
          throw new NumberFormatException("no number");
        }
        problems.error(point.reads().get(0).at(), "no-number", "\"" + text + "\" is no number.");
      }
      return sin == Sin.NO_TYPES ? List.of() : List.of(InputType.of(Kind.DOUBLE));
    }

    @Override
    public Driver open(DriverContext context) {
      return new Toy(context, sin);
    }
  }

  private final class Toy implements Driver {
    private final DriverContext context;
    private final Sin sin;
    private final Map<Integer, DeviceBinding> devices = new TreeMap<>();
    private final AutoCloseable lease;
    private final CountDownLatch closed = new CountDownLatch(1);

    Toy(DriverContext context, Sin sin) {
      this.context = context;
      this.sin = sin;
      byte[] taken = context.takenOver();
      if (sin == Sin.TRUSTS_BYTES && taken.length > 0 && taken[0] != 1) {
        throw new IllegalStateException("a hand-over of version " + taken[0]);
      }
      lease = context.lines().lease("c", new LineSpec.Tcp("127.0.0.1", 1, 1));
      if (sin == Sin.KEEPS_THREAD) {
        Thread thread = new Thread(() -> {
          try {
            closed.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
        thread.setDaemon(true);
        thread.start();
      }
    }

    @Override
    public void bind(DeviceBinding binding, byte[] resumeToken) {
      devices.merge(binding.device(), binding, (old, next) -> sin == Sin.OLD_EPOCH ? old : next);
    }

    @Override
    public void unbind(int device) {
      if (sin != Sin.OFFERS_GONE) {
        devices.remove(device);
      }
    }

    @Override
    public long step(long nowNs) {
      devices.values().forEach(this::read);
      return sin == Sin.SPINS_FOR_EVER ? Long.MAX_VALUE / 2 : nowNs + 1_000_000_000L;
    }

    private void read(DeviceBinding device) {
      SampleBatch batch = sin == Sin.IGNORES_ROOM ? new SampleBatch(10) : context.claim(10);
      if (batch == null) {
        return;
      }
      batch.modelEpoch(device.modelEpoch());
      long now = context.clock().wallNs();
      for (PointBinding point : device.points()) {
        if (works || sin == Sin.ALWAYS_GOOD) {
          batch.add(point.inputHandles()[0], Double.doubleToRawLongBits(1.0), Quality.GOOD, now, TimeQuality.POLL, now);
        }
      }
      context.offer(batch, device.device(), null);
      boolean ok = works && sin != Sin.NEVER_OK;
      context.deviceState(device.device(), ok ? DeviceState.OK : DeviceState.LOST, ok || sin == Sin.SILENT_FAILURE ? "" : "no answer");
    }

    @Override
    public AdHocReading read(List<String> request) {
      if (sin == Sin.THROWS_AT_READ) {
        throw new IllegalArgumentException("no such register");
      }
      return AdHocReading.none("there is nothing to read by hand");
    }

    @Override
    public byte[] handOver() {
      return new byte[] {1};
    }

    @Override
    public void close() {
      if (sin != Sin.KEEPS_LEASE) {
        try {
          lease.close();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }
}
