package io.busbar.container;

import io.busbar.api.data.Kind;
import io.busbar.api.data.SampleBatch;
import io.busbar.api.describe.Descriptor;
import io.busbar.api.filter.Filter;
import io.busbar.api.filter.FilterFactory;
import io.busbar.api.filter.FormerColumns;
import io.busbar.api.filter.LongColumn;
import io.busbar.api.filter.StageContext;
import io.busbar.api.filter.StageOutput;
import io.busbar.api.model.Problems;
import io.busbar.api.model.StageSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * A bundle of its own, whose filter {@code tally} counts the samples of a row. Version 1 keeps the count in one column; version 2 keeps it
 * in another, a million higher, which it fills from the first when it takes over.
 */
public final class Tally implements BundleActivator, FilterFactory {
  /** What the second version adds. */
  static final long STEP = 1_000_000;
  /** Name of the bundle. */
  static final String NAME_OF_BUNDLE = "test.tally";

  private int version;

  /** The bundle in that version. */
  static InputStream jar(int version) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.putValue("Manifest-Version", "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", NAME_OF_BUNDLE);
    main.putValue("Bundle-Version", version + ".0.0");
    main.putValue("Bundle-Activator", Tally.class.getName());
    main.putValue("Import-Package", "org.osgi.framework,io.busbar.api.data,io.busbar.api.describe,io.busbar.api.filter,io.busbar.api.model");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
      for (Class<?> type : List.of(Tally.class, First.class, Second.class)) {
        String name = type.getName().replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(name));
        try (InputStream in = Tally.class.getResourceAsStream("/" + name)) {
          in.transferTo(out);
        }
        out.closeEntry();
      }
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  @Override
  public void start(BundleContext context) {
    version = context.getBundle().getVersion().getMajor();
    context.registerService(FilterFactory.class, this, new Hashtable<>(Map.of(FilterFactory.NAME, "tally")));
  }

  @Override
  public void stop(BundleContext context) {
    // the framework takes the service away
  }

  @Override
  public Descriptor descriptor() {
    return new Descriptor("tally", "Counts samples", "The number of samples so far.", "tally", List.of());
  }

  @Override
  public StageOutput check(List<Kind> inputs, StageSpec stage, Problems problems) {
    return StageOutput.of(Kind.DOUBLE);
  }

  @Override
  public Filter create(StageContext context) {
    return version == 1 ? new First(context) : new Second(context);
  }

  private static class First implements Filter {
    private final LongColumn count;

    First(StageContext context) {
      this(context.longs("count", 0, true));
    }

    First(LongColumn count) {
      this.count = count;
    }

    void set(int row, long number) {
      count.set(row, number);
    }

    @Override
    public void process(int input, SampleBatch in, SampleBatch out) {
      for (int i = 0; i < in.size(); i++) {
        int row = in.point[i];
        count.set(row, count.get(row) + 1);
        out.bits[out.addRow(in, i)] = Double.doubleToRawLongBits(count.get(row));
      }
    }
  }

  private static final class Second extends First {
    Second(StageContext context) {
      super(context.longs("count.2", 0, true));
    }

    @Override
    public void onMigrate(int row, FormerColumns former) {
      set(row, former.whole("count", 0) + STEP);
    }
  }
}
