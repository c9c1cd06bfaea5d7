package io.busbar.console;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Configuration of {@link ConsoleComponent}. */
@ObjectClassDefinition(name = "Busbar console", description = "Web pages of gateway and central.")
@interface ConsoleConfig {
  /** Address of the page. */
  @AttributeDefinition(description = "host:port of the page. Until pages are protected by accounts and encryption only a"
      + " loopback address is safe.")
  String listen() default "127.0.0.1:8080";

  /** Whose page. */
  @AttributeDefinition(description = "gateway: the technician's page; central: the page of all gateways.",
      options = {@Option(label = "gateway", value = "gateway"), @Option(label = "central", value = "central")})
  String role();

  /** Names under which the page may be asked for. */
  @AttributeDefinition(description = "Host names under which the page may be asked for besides addresses and localhost.")
  String[] names() default {};
}
