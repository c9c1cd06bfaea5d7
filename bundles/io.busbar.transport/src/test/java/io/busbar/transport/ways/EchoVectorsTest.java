package io.busbar.transport.ways;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.testkit.vectors.VectorFile;
import io.busbar.testkit.vectors.VectorFile.Vector;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Question and answer whether a way works, as the link's specification has them. */
class EchoVectorsTest {
  private static final Path FILE = Path.of("..", "io.busbar.link", "src", "test", "resources", "vectors", "bearers.txt");

  @Test
  void questionAndAnswerAreAsTheSpecificationHasThem() throws Exception {
    VectorFile file = new VectorFile(Files.readString(FILE));
    Vector vector = file.vector("echo");
    int number = (int) vector.number("number");
    vector.made("question", Echo.question(number).array());
    vector.made("answer", Echo.answer(number).array());
    if (Boolean.getBoolean("busbar.vectors.write")) {
      Files.writeString(FILE, file.made());
    }
    assertThat(file.made()).isEqualTo(Files.readString(FILE));
    assertThat(Echo.isQuestion(ByteBuffer.wrap(vector.bytes("question")))).isTrue();
    assertThat(Echo.isAnswer(ByteBuffer.wrap(vector.bytes("answer")))).isTrue();
    assertThat(Echo.number(ByteBuffer.wrap(vector.bytes("answer")))).isEqualTo(number);
  }
}
