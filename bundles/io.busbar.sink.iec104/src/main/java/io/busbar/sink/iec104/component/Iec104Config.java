package io.busbar.sink.iec104.component;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of {@link Iec104Component}. */
@ObjectClassDefinition(name = "Busbar IEC 104 station", description = "Serves points to control centres by IEC 60870-5-104.")
@interface Iec104Config {
  /** Folder of the files. */
  @AttributeDefinition(description = "Folder with iec104.yaml and iec104-points.csv; nothing is served while iec104.yaml is not there.")
  String folder();
}
