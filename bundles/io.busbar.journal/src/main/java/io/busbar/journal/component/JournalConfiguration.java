package io.busbar.journal.component;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the gateway's journal, PID {@code io.busbar.journal}. */
@ObjectClassDefinition(name = "Journal", description = "The gateway's store-and-forward log")
public @interface JournalConfiguration {
  /** Folder of the journal. */
  @AttributeDefinition(name = "Folder", description = "Where the journal's files are; made if it is missing, one journal only")
  String folder();

  /** Longest wait of a sample, ms. */
  @AttributeDefinition(name = "Commit interval", description = "Longest time in ms that a sample which is no alarm waits to be"
      + " made durable, 10 to 60000; longer spares flash, and is what a power loss may cost")
  long commitIntervalMs() default 200;

  /** Most space, in units of 1,048,576 bytes. */
  @AttributeDefinition(name = "Capacity", description = "Most space that the journal uses, in megabytes of 1,048,576 bytes,"
      + " 16 to 1048576; when it is reached, the oldest measurements are dropped first")
  long capacityMegabytes() default 256;
}
