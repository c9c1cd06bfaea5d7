package io.busbar.container;

import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

/** The feature "central" starts as it is shipped. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class CentralFeatureTest extends FeatureStarts {

  @Configuration
  public Option[] shipped() throws Exception {
    return new Option[] {Shipped.feature("central")};
  }
}
