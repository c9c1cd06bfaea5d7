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

  /** Size of central's journal. */
  @AttributeDefinition(description = "Most that central's journal may use, in MiB; the slowest sink decides how much it does.",
      min = "16")
  int capacityMegabytes() default 1_024;
}
