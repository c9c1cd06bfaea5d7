package io.busbar.security.component;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of {@link SecurityComponent}. */
@ObjectClassDefinition(name = "Busbar security", description = "Keys of the link.")
@interface SecurityConfig {
  /** Folder of the keys. */
  @AttributeDefinition(description = "Folder of this machine's keys, made where it is missing and readable for its owner only."
      + " Without it there are none.")
  String folder() default "";

  /** Whether central accepts whom it does not know. */
  @AttributeDefinition(description = "Central accepts every gateway that knows its line at its first call; a name keeps its first key.")
  boolean acceptNew() default false;
}
