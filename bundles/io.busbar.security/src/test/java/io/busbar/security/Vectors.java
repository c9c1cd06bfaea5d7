package io.busbar.security;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads test resources of lines of words. */
public final class Vectors {
  private Vectors() {}

  /** Lines that are neither empty nor comments, in words. */
  public static List<String[]> read(String resource) {
    try (InputStream in = Vectors.class.getResourceAsStream("/" + resource)) {
      List<String[]> lines = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (!line.isBlank() && !line.startsWith("#")) {
          lines.add(line.trim().split(" +"));
        }
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes of hexadecimal digits; none of "-". */
  public static byte[] hex(String digits) {
    return digits.equals("-") ? new byte[0] : HexFormat.of().parseHex(digits);
  }
}
