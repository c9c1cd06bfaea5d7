package io.busbar.log;

import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.FormatterLogger;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerConsumer;

/**
 * Carries out every method of {@link Logger} and {@link FormatterLogger}: {@code error(format, arguments...)},
 * {@code error(consumer)}, {@code isErrorEnabled()} and the same for the other levels. A trailing throwable is the record's
 * throwable, a service reference is dropped (§101.4).
 */
final class LoggerHandler implements InvocationHandler {

  private final System.Logger target;

  LoggerHandler(System.Logger target) {
    this.target = target;
  }

  @Override
  @SuppressWarnings("unchecked")
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Exception {
    String name = method.getName();
    switch (name) {
      case "getName", "toString" -> {
        return target.getName();
      }
      case "hashCode" -> {
        return System.identityHashCode(proxy);
      }
      case "equals" -> {
        return proxy == Objects.requireNonNull(arguments)[0];
      }
      default -> {
        if (name.startsWith("is")) {
          return target.isLoggable(level(name.substring(2, name.length() - "Enabled".length())));
        }
      }
    }
    Level level = level(name);
    if (!target.isLoggable(level)) {
      return null;
    }
    List<@Nullable Object> all = flattened(Objects.requireNonNull(arguments));
    Object first = all.remove(0);
    if (first instanceof LoggerConsumer<?> consumer) {
      ((LoggerConsumer<Exception>) consumer).accept((Logger) proxy);
      return null;
    }
    Throwable thrown = null;
    if (!all.isEmpty() && all.get(all.size() - 1) instanceof Throwable last) {
      thrown = last;
      all.remove(all.size() - 1);
    }
    all.removeIf(ServiceReference.class::isInstance);
    String format = String.valueOf(first);
    target.log(level, proxy instanceof FormatterLogger ? printf(format, all) : braces(format, all), thrown);
    return null;
  }

  private static List<@Nullable Object> flattened(@Nullable Object[] arguments) {
    List<@Nullable Object> all = new ArrayList<>();
    for (Object each : arguments) {
      if (each instanceof Object[] several) {
        Collections.addAll(all, several);
      } else {
        all.add(each);
      }
    }
    return all;
  }

  private static String printf(String format, List<@Nullable Object> arguments) {
    return arguments.isEmpty() ? format : String.format(format, arguments.toArray());
  }

  private static String braces(String format, List<@Nullable Object> arguments) {
    StringBuilder out = new StringBuilder(format);
    int from = 0;
    for (Object argument : arguments) {
      int at = out.indexOf("{}", from);
      String text = argument instanceof Object[] array ? Arrays.toString(array) : String.valueOf(argument);
      if (at < 0) {
        out.append(' ').append(text);
      } else {
        out.replace(at, at + 2, text);
        from = at + text.length();
      }
    }
    return out.toString();
  }

  private static Level level(String name) {
    return switch (name) {
      case "error", "Error", "audit" -> Level.ERROR;
      case "warn", "Warn" -> Level.WARNING;
      case "info", "Info" -> Level.DEBUG;
      default -> Level.TRACE;
    };
  }
}
