package io.busbar.filter.script;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of {@link ScriptFilter}; everything has a default. */
@ObjectClassDefinition(name = "Busbar script filter", description = "Python processes of the filter \"script\".")
@interface ScriptConfig {
  /** Python program. */
  @AttributeDefinition(description = "Python 3.7 or later, a path or a name on the path /usr/bin:/bin.")
  String python() default "/usr/bin/python3";

  /** Memory of one process. */
  @AttributeDefinition(description = "Address space of one process, MB, 64 to 2048. An idle one takes about 12 MB of memory.", min = "64",
      max = "2048")
  int memoryMegabytes() default 160;

  /** Processor time of one call when the gateway is gone. */
  @AttributeDefinition(description = "Processor time that one call may take before its process ends itself, s, 1 to 3600. The limit of a stage acts"
      + " before.", min = "1", max = "3600")
  int processorSeconds() default 70;
}
