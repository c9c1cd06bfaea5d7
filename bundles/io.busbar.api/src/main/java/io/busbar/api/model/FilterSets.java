package io.busbar.api.model;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The bundles of filters while flows use them: updated without a sample lost, and not removed by mistake. A service of the engine. What it
 * changes holds until the process ends: the launcher starts with the bundles of its features. Thread-safe; blocks for up to some tens of
 * seconds.
 */
@ProviderType
public interface FilterSets {
  /** Symbolic names of the installed bundles that have filters. */
  List<String> names();

  /** The installed bundles that have filters, by symbolic name. */
  List<Installed> sets();

  /**
   * A bundle that has filters.
   *
   * @param bundle symbolic name
   * @param version of the bundle
   * @param filters names, in order
   */
  record Installed(String bundle, String version, List<String> filters) {
    /** Copies the list. */
    public Installed {
      filters = List.copyOf(filters);
    }
  }

  /**
   * Flows that use filters of a bundle, as {@code template/point: filter, filter (devices)}.
   *
   * @param bundle symbolic name
   */
  List<String> users(String bundle);

  /**
   * Puts the next version of a bundle in the place of the present one: it is installed and started beside it, and the flows go over to it,
   * with their memory, between two batches. If it does not start, or a flow is not valid by it, it is taken away and the present one stays.
   *
   * @param bundle symbolic name of both
   * @param jar the next version, or another build of the present one
   * @return what stands against it; empty: done
   * @throws IOException if the jar cannot be read
   */
  List<String> update(String bundle, InputStream jar) throws IOException;

  /**
   * The same with a file of the gateway's machine, which has to belong to root or to the user of this process, and nobody else may be able to
   * write: its code runs with the rights of this process. A bundle that was removed is installed again by this.
   *
   * @param file whole path
   * @throws IOException if it cannot be read, or is not to be trusted; the message says what to do
   */
  List<String> update(String bundle, String file) throws IOException;

  /**
   * Uninstalls a bundle. If flows use it, this is refused, unless it is forced: then their devices are not read any more, what was read runs
   * through the flows, and the devices wait, with the memory of their flows, until a bundle with the filters is there again. If what was read
   * does not come through within ten seconds, because the journal takes nothing, it is refused too and the devices are read on.
   *
   * @param bundle symbolic name
   * @param force whether flows may be stopped
   * @return the flows that stand against it, as {@link #users}; empty: done
   */
  List<String> remove(String bundle, boolean force);
}
