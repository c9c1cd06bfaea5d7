package io.busbar.filter.script.codec;

import io.busbar.api.data.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Frames to the interpreter.
 *
 * <pre>
 *  frame     length u32 (of what follows) | type u8 | payload
 *  settings  type 0 | JSON: folder, memory (MB), seconds
 *  load      type 1 | program u32 | kind it gives u8 | state bytes u32 | length of name u32 | length of parameters u32
 *                   | name | parameters as JSON | source
 *  call      type 2 | call u64 | program u32 | a, b, c, d binary64 (NaN: not set) | length of state u32 | inputs u8 | samples u8
 *                   | state as JSON
 *                   | samples × { source time i64 | time quality u8 | gateway time i64 | cause u8 | native code i32
 *                                | inputs × { kind u8 | bits 64 | quality i32 } }
 *  unload    type 3 | program u32
 * </pre>
 */
public final class Requests {
  /** Numbers of a device that a script gets as parameters: a, b, c, d. */
  public static final int NUMBERS = 4;

  private static final int HEAD = 5;
  private static final int LOAD_BYTES = 17;
  private static final int CALL_BYTES = 8 + 4 + 8 * NUMBERS + 4 + 1 + 1;
  private static final int SAMPLE_BYTES = 8 + 1 + 8 + 1 + 4;
  private static final int VALUE_BYTES = 1 + 8 + 4;

  private Requests() {}

  /** The first frame: what the interpreter locks itself in with. */
  public static byte[] settings(String json) {
    byte[] text = utf8(json);
    byte[] frame = new byte[HEAD + text.length];
    begin(frame, 0).put(text);
    return frame;
  }

  /** A script to be loaded. */
  public static byte[] load(int program, Kind gives, int stateBytes, String name, String parameters, String source) {
    byte[] nameText = utf8(name);
    byte[] parameterText = utf8(parameters);
    byte[] sourceText = utf8(source);
    byte[] frame = new byte[HEAD + LOAD_BYTES + nameText.length + parameterText.length + sourceText.length];
    begin(frame, 1).putInt(program).put((byte) gives.code()).putInt(stateBytes).putInt(nameText.length).putInt(parameterText.length)
        .put(nameText).put(parameterText).put(sourceText);
    return frame;
  }

  /**
   * A call.
   *
   * @param numbers a, b, c, d of the device
   * @param state what the last call left
   */
  public static byte[] call(long call, int program, double[] numbers, byte[] state, Readings readings) {
    int inputs = readings.inputs();
    byte[] frame = new byte[HEAD + CALL_BYTES + state.length + readings.count() * (SAMPLE_BYTES + inputs * VALUE_BYTES)];
    ByteBuffer out = begin(frame, 2).putLong(call).putInt(program);
    for (int i = 0; i < NUMBERS; i++) {
      out.putDouble(numbers[i]);
    }
    out.putInt(state.length).put((byte) inputs).put((byte) readings.count()).put(state);
    for (int i = 0; i < readings.count(); i++) {
      out.putLong(readings.sourceTime[i]).put(readings.timeQuality[i]).putLong(readings.gatewayTime[i]).put(readings.cause[i])
          .putInt(readings.nativeCode[i]);
      for (int input = 0; input < inputs; input++) {
        int at = i * inputs + input;
        out.put((byte) readings.kind(input).code()).putLong(readings.bits[at]).putInt(readings.quality[at]);
      }
    }
    return frame;
  }

  /** A script that nobody uses any more. */
  public static byte[] unload(int program) {
    byte[] frame = new byte[HEAD + 4];
    begin(frame, 3).putInt(program);
    return frame;
  }

  private static ByteBuffer begin(byte[] frame, int type) {
    return ByteBuffer.wrap(frame).putInt(frame.length - HEAD + 1).put((byte) type);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
