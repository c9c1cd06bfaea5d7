package io.busbar.container;

import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

/** The feature "gateway" starts as it is shipped. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class GatewayFeatureTest extends FeatureStarts {

  @Configuration
  public Option[] shipped() throws Exception {
    return new Option[] {Shipped.feature("gateway")};
  }
}
