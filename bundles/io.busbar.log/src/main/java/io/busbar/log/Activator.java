package io.busbar.log;

import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.log.LogService;
import org.osgi.service.log.LoggerFactory;

/** Registers the log service; the framework takes it away when the bundle stops. */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class Activator implements BundleActivator {

  @Override
  public void start(BundleContext context) {
    String[] names = {LogService.class.getName(), LoggerFactory.class.getName()};
    context.registerService(names, new SystemLogService(), null);
  }

  @Override
  public void stop(BundleContext context) {
    // the framework unregisters what this bundle registered
  }
}
