package io.busbar.sink.file;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of {@link RecordFilesComponent}. */
@ObjectClassDefinition(name = "Busbar files of devices", description = "Writes files that gateways have fetched from devices, such as disturbance"
    + " records.")
@interface RecordFilesConfig {
  /** Folder of the files. */
  @AttributeDefinition(description = "Folder of the files; made where it is missing.")
  String folder();
}
