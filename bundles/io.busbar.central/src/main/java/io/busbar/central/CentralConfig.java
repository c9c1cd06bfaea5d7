package io.busbar.central;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of {@link CentralComponent}. */
@ObjectClassDefinition(name = "Busbar central", description = "Central end of the link: inbox, journal, sinks.")
@interface CentralConfig {
  /** Folder of central's journal. */
  @AttributeDefinition(description = "Folder of central's journal; made where it is missing.")
  String folder();

  /** Addresses at which gateways are heard. */
  @AttributeDefinition(description = "Where gateways are heard: host:port (UDP), tcp://host:port or "
      + "serial:///dev/ttyS1?baud=19200; several separated by commas. Beyond the loopback interface only encrypted calls are heard.")
  String listen() default "127.0.0.1:20500";

  /** Largest datagram with headers. */
  @AttributeDefinition(description = "Largest datagram in bytes with headers, 92 to 9000.", min = "92", max = "9000")
  int mtu() default 1280;

  /** Rate on air that central may use for sending. */
  @AttributeDefinition(description = "Rate on air that central may use for sending to one gateway, bit/s.", min = "300")
  long rate() default 64_000;

  /** First guess of the round trip. */
  @AttributeDefinition(description = "First guess of the round trip, ms; on a polled channel no shorter than it is.", min = "1", max = "120000")
  int roundTripMs() default 600;

  /** Times of a half-duplex channel. */
  @AttributeDefinition(description = "Where all ends share one channel: key-up and turn-around in ms, as 40,120; empty for full duplex.")
  String halfDuplex() default "";

  /** Whether central grants turns. */
  @AttributeDefinition(description = "Whether several gateways share the channel and central grants turns; needs halfDuplex.")
  boolean polled() default false;

  /** Longest turn. */
  @AttributeDefinition(description = "Longest turn of a gateway on a polled channel, ms.", min = "50", max = "60000")
  int slotMs() default 2_000;

  /** When a polled channel is left to others. */
  @AttributeDefinition(description = "How long and how often a polled channel is left to others, as an old master in a cut-over, ms: 500,10000; "
      + "empty for never.")
  String quiet() default "";

  /** Size of central's journal. */
  @AttributeDefinition(description = "Most that central's journal may use, in MiB; the slowest sink decides how much it does.",
      min = "16")
  int capacityMegabytes() default 1_024;
}
