package io.busbar.log;

import java.lang.System.Logger.Level;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogService;
import org.osgi.service.log.Logger;

/** The OSGi log service on top of {@link System.Logger}. Thread-safe, keeps nothing. */
@SuppressWarnings("deprecation") // services compiled against version 1.3 call these
final class SystemLogService implements LogService {

  private static final System.Logger LOG = System.getLogger("osgi");

  @Override
  public Logger getLogger(String name) {
    return getLogger(name, Logger.class);
  }

  @Override
  public Logger getLogger(Class<?> type) {
    return getLogger(type.getName(), Logger.class);
  }

  @Override
  public <L extends Logger> L getLogger(Class<?> type, Class<L> loggerType) {
    return getLogger(type.getName(), loggerType);
  }

  @Override
  public <L extends Logger> L getLogger(Bundle bundle, String name, Class<L> loggerType) {
    return getLogger(bundle.getSymbolicName(), loggerType);
  }

  @Override
  public <L extends Logger> L getLogger(String name, Class<L> loggerType) {
    // Both logger types are some forty overloads of six methods: one handler serves them all.
    Object proxy = Proxy.newProxyInstance(
        SystemLogService.class.getClassLoader(), new Class<?>[] {loggerType}, new LoggerHandler(System.getLogger(name)));
    return loggerType.cast(proxy);
  }

  @Override
  public void log(int level, String message) {
    LOG.log(level(level), message);
  }

  @Override
  public void log(int level, String message, @Nullable Throwable thrown) {
    LOG.log(level(level), message, thrown);
  }

  @Override
  public void log(@Nullable ServiceReference<?> reference, int level, String message) {
    log(reference, level, message, null);
  }

  @Override
  public void log(@Nullable ServiceReference<?> reference, int level, String message, @Nullable Throwable thrown) {
    LOG.log(level(level), reference == null ? message : reference + ": " + message, thrown);
  }

  /** What OSGi services call information is detail to a person who runs a substation. */
  static Level level(int level) {
    return switch (level) {
      case LogService.LOG_ERROR -> Level.ERROR;
      case LogService.LOG_WARNING -> Level.WARNING;
      case LogService.LOG_INFO -> Level.DEBUG;
      default -> Level.TRACE;
    };
  }
}
