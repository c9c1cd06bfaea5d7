package io.busbar.sink.file;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of {@link FileSinkComponent}. */
@ObjectClassDefinition(name = "Busbar file sink", description = "Writes samples, gaps and device states as rolling"
    + " newline-delimited JSON.")
@interface FileSinkConfig {
  /** Folder of the files. */
  @AttributeDefinition(description = "Folder of the files; made where it is missing.")
  String folder();

  /** Size from which a new file is begun. */
  @AttributeDefinition(description = "Size from which a new file is begun, MiB, 1 to 4096.", min = "1", max = "4096")
  int maxFileMegabytes() default 64;

  /** Age from which a new file is begun. */
  @AttributeDefinition(description = "Age from which a new file is begun, hours, 1 to 8760.", min = "1", max = "8760")
  int maxFileHours() default 24;

  /** How many files are kept. */
  @AttributeDefinition(description = "Files that are kept at most, 2 to 100000; the oldest is deleted.", min = "2",
      max = "100000")
  int maxFiles() default 1_000;
}
