package io.busbar.launcher;

import org.apache.felix.framework.Logger;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** Felix' own messages as log lines. Warnings and below are for the authors of bundles, so they are debug lines here. */
final class FrameworkLog extends Logger {

  private static final System.Logger LOG = System.getLogger("felix");

  @Override
  @SuppressWarnings("rawtypes") // Felix declares it so
  protected void doLog(@Nullable Bundle bundle, @Nullable ServiceReference reference, int level, String message,
      @Nullable Throwable thrown) {
    String line = bundle == null ? message : bundle.getSymbolicName() + ": " + message;
    LOG.log(level == LOG_ERROR ? System.Logger.Level.ERROR : System.Logger.Level.DEBUG, line, thrown);
  }
}
