package io.busbar.control.component;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of guard and desk. */
@ObjectClassDefinition(name = "Busbar control", description = "Commands: what may not be forgotten of them, and the audit log.")
@interface ControlConfig {
  /** Folder of the control journal. */
  @AttributeDefinition(description = "Folder of the control journal with the audit log; made where it is missing.")
  String folder();

  /** Most that the audit log takes. */
  @AttributeDefinition(description = "Most that the control journal takes, megabytes, 16 to 1024; when it is full,"
      + " the oldest records of the audit log go.")
  int capacityMegabytes() default 64;
}
