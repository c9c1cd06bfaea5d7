package io.busbar.engine.component;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Which site the gateway runs. */
@ObjectClassDefinition(name = "Busbar site", description = "The site folder that the gateway runs and watches.")
@interface SiteConfiguration {
  /** Path of the site folder. */
  @AttributeDefinition(name = "Folder", description = "Path of the folder with site.yaml, templates/*.yaml and devices.csv.")
  String folder();
}
