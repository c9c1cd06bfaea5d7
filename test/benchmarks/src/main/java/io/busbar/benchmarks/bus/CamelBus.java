package io.busbar.benchmarks.bus;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Apache Camel direct: the endpoint is looked up once; routes run on the caller's thread. */
final class CamelBus implements AutoCloseable {
  private final Points points = new Points();
  private final CamelContext context;
  private final ProducerTemplate template;
  private final Endpoint raw;

  /**
   * Starts.
   *
   * @param chained a route for each filter, joined by direct, so that each can be stopped and exchanged alone; else one route
   */
  CamelBus(boolean chained) throws Exception {
    context = new DefaultCamelContext();
    context.addRoutes(new RouteBuilder() {
      @Override
      public void configure() {
        if (chained) {
          from("direct:raw").process(exchange -> points.linear(sample(exchange))).to("direct:linear");
          from("direct:linear").process(exchange -> points.zeroClamp(sample(exchange))).to("direct:zeroClamp");
          from("direct:zeroClamp").process(exchange -> points.clip(sample(exchange))).to("direct:clip");
          from("direct:clip").process(exchange -> points.quantize(sample(exchange))).to("direct:quantize");
          from("direct:quantize").filter(exchange -> points.dbAbs(sample(exchange))).process(exchange -> points.publish(sample(exchange)));
        } else {
          from("direct:raw").process(exchange -> points.linear(sample(exchange))).process(exchange -> points.zeroClamp(sample(exchange)))
              .process(exchange -> points.clip(sample(exchange))).process(exchange -> points.quantize(sample(exchange)))
              .filter(exchange -> points.dbAbs(sample(exchange))).process(exchange -> points.publish(sample(exchange)));
        }
      }
    });
    context.start();
    template = context.createProducerTemplate();
    raw = context.getEndpoint("direct:raw");
  }

  private static Reading sample(Exchange exchange) {
    return exchange.getMessage().getBody(Reading.class);
  }

  /** One reading of some points. */
  long scan(int from, int count, int round, long nowNs) {
    for (int point = from; point < from + count; point++) {
      template.sendBody(raw, new Reading(point, Arithmetic.raw(point, round), nowNs));
    }
    return points.published;
  }

  long published() {
    return points.published;
  }

  @Override
  public void close() {
    context.stop();
  }
}
