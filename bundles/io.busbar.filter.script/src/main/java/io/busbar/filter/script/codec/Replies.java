package io.busbar.filter.script.codec;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Frames from the interpreter.
 *
 * <pre>
 *  frame   length u32 (of what follows) | type u8 | payload
 *  ready   type 1 | JSON
 *  loaded  type 2 | program u32 | line u32 | nothing, or "!" and the mistake
 *  ended   type 3 | call u64 | length of state u32 | state | samples u8
 *                 | samples × { made of u8 | bits 64 | quality i32 | source time i64 | restamped u8 }
 *  failed  type 4 | call u64 | line u32 | mistake
 *  said    type 5 | program u32 | text
 * </pre>
 */
public final class Replies {
  /** Longest frame, bytes. */
  public static final int MAX_FRAME = 8_192;
  /** Longest state, bytes. */
  public static final int MAX_STATE = 2_040;

  private Replies() {}

  /**
   * Reads what follows a frame's length.
   *
   * @return null if it is none of these: the interpreter is out of step and has to be ended
   */
  public static @Nullable Reply read(byte[] frame) {
    ByteBuffer in = ByteBuffer.wrap(frame);
    try {
      return switch (in.get()) {
        case 1 -> new Reply.Ready(rest(in));
        case 2 -> {
          int program = in.getInt();
          int line = in.getInt();
          String mistake = rest(in);
          yield new Reply.Loaded(program, line, mistake.isEmpty() ? null : mistake.substring(1));
        }
        case 3 -> ended(in);
        case 4 -> new Reply.Failed(in.getLong(), in.getInt(), rest(in));
        case 5 -> new Reply.Said(in.getInt(), rest(in));
        default -> null;
      };
    } catch (BufferUnderflowException tooShort) {
      return null;
    }
  }

  private static @Nullable Reply ended(ByteBuffer in) {
    long call = in.getLong();
    int stateLength = in.getInt();
    if (stateLength < 0 || stateLength > MAX_STATE) {
      return null;
    }
    byte[] state = new byte[stateLength];
    in.get(state);
    int count = in.get() & 0xFF;
    if (count > Results.MOST) {
      return null;
    }
    Results results = new Results(state, count);
    for (int i = 0; i < count; i++) {
      results.from[i] = in.get() & 0xFF;
      results.bits[i] = in.getLong();
      results.quality[i] = in.getInt();
      results.sourceTime[i] = in.getLong();
      results.restamped[i] = in.get() != 0;
      if (results.from[i] >= Readings.MOST) {
        return null;
      }
    }
    return in.hasRemaining() ? null : new Reply.Ended(call, results);
  }

  private static String rest(ByteBuffer in) {
    byte[] text = new byte[in.remaining()];
    in.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
