package io.busbar.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EndingTest {

  @Test
  void theFirstCallDecidesTheExitCode() throws Exception {
    Ending ending = new Ending();
    assertThat(ending.isCalled()).isFalse();
    ending.accept("", 7);
    ending.accept("", 0);
    assertThat(ending.isCalled()).isTrue();
    assertThat(ending.await()).isEqualTo(7);
  }
}
