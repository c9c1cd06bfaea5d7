package io.busbar.transport.ways;

import java.nio.ByteBuffer;

/**
 * A question whether a way works, and its answer, between bearers: the link never sees them. Nothing is decided by them but
 * which way is used, so they carry no secret; an answer is no longer than its question.
 *
 * <pre>
 * +----------------------+--------------------+-----------+
 * | 0xEC 0x40 0xB5       | 0 question         | number    |
 * | u24                  | 1 answer      u8   | u32       |
 * +----------------------+--------------------+-----------+
 * </pre>
 */
final class Echo {
  /** Length of both. */
  static final int BYTES = 8;
  private static final int QUESTION = 0xEC40B500;
  private static final int ANSWER = 0xEC40B501;

  private Echo() {}

  static boolean isQuestion(ByteBuffer datagram) {
    return datagram.remaining() == BYTES && datagram.getInt(datagram.position()) == QUESTION;
  }

  static boolean isAnswer(ByteBuffer datagram) {
    return datagram.remaining() == BYTES && datagram.getInt(datagram.position()) == ANSWER;
  }

  static int number(ByteBuffer datagram) {
    return datagram.getInt(datagram.position() + Integer.BYTES);
  }

  static ByteBuffer question(int number) {
    return ByteBuffer.allocate(BYTES).putInt(QUESTION).putInt(number).flip();
  }

  static ByteBuffer answer(int number) {
    return ByteBuffer.allocate(BYTES).putInt(ANSWER).putInt(number).flip();
  }
}
