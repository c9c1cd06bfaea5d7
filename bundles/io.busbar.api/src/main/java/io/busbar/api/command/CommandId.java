package io.busbar.api.command;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Identity of a command.
 *
 * @param high upper half
 * @param low lower half
 */
public record CommandId(long high, long low) {
  /** 32 hexadecimal digits, lower case. */
  public String text() {
    return String.format(Locale.ROOT, "%016x%016x", high, low);
  }

  /** The identity that is written so; null if it is none. */
  public static @Nullable CommandId parse(String text) {
    return text.matches("[0-9a-fA-F]{32}")
        ? new CommandId(Long.parseUnsignedLong(text.substring(0, 16), 16), Long.parseUnsignedLong(text.substring(16), 16)) : null;
  }

  @Override
  public String toString() {
    return text();
  }
}
