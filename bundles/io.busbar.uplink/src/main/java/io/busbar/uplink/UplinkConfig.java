package io.busbar.uplink;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of {@link UplinkComponent}. */
@ObjectClassDefinition(name = "Busbar uplink", description = "Gateway end of the link to central.")
@interface UplinkConfig {
  /** Folder of what it remembers over a restart. */
  @AttributeDefinition(description = "Folder in which what is used of a day's budget is written down, so that a restart does not"
      + " begin the day anew; made where it is missing. Without it nothing is remembered.")
  String folder() default "";
}
