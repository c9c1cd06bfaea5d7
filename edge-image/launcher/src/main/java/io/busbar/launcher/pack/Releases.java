package io.busbar.launcher.pack;

import io.busbar.launcher.BundleFile;
import io.busbar.launcher.Configurations;
import io.busbar.launcher.FeatureSet;
import io.busbar.launcher.Problem;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * What {@code busbar sign} makes a feature file of, for each feature that a machine runs: {@code FEATURE.list} with a line
 * {@code SYMBOLIC-NAME VERSION START-LEVEL FILE} for each bundle, its configuration, and its bill of materials (CycloneDX): those
 * components of the image's that are in the feature.
 */
final class Releases {
  private static final List<String> DEPLOYED = List.of("gateway", "central");

  private final Path image;
  private final JsonObject bom;

  Releases(Path image, Path bom) throws IOException {
    this.image = image;
    try (Reader reader = Files.newBufferedReader(bom); JsonReader json = Json.createReader(reader)) {
      this.bom = json.readObject();
    }
  }

  void write(Path folder) throws IOException, Problem {
    for (String feature : DEPLOYED) {
      FeatureSet set = FeatureSet.read(image.resolve("features"), feature);
      List<String> lines = new ArrayList<>();
      for (BundleFile bundle : set.bundles()) {
        lines.add(line(bundle));
      }
      Files.write(folder.resolve(feature + ".list"), lines);
      Files.writeString(folder.resolve(feature + ".configuration.json"), Configurations.json(set));
      Files.writeString(folder.resolve(feature + ".bom.json"), bomOf(set).toString());
    }
  }

  private String line(BundleFile bundle) throws IOException, Problem {
    try (JarFile jar = new JarFile(image.resolve("bundles").resolve(bundle.fileName()).toFile())) {
      Attributes headers = jar.getManifest().getMainAttributes();
      String name = headers.getValue("Bundle-SymbolicName");
      if (name == null) {
        throw new Problem(bundle.fileName() + " is no bundle");
      }
      String version = headers.getValue("Bundle-Version");
      return name.split(";", -1)[0].strip() + " " + (version == null ? "0.0.0" : version.strip()) + " " + bundle.startLevel() + " "
          + bundle.fileName();
    }
  }

  private JsonObject bomOf(FeatureSet set) throws Problem {
    Set<String> wanted = new HashSet<>();
    set.bundles().forEach(bundle -> wanted.add(bundle.id()));
    JsonArrayBuilder components = Json.createArrayBuilder();
    Set<String> references = new HashSet<>();
    for (JsonValue each : bom.getJsonArray("components")) {
      JsonObject component = each.asJsonObject();
      if (wanted.remove(component.getString("group") + ":" + component.getString("name") + ":" + component.getString("version"))) {
        components.add(component);
        references.add(component.getString("bom-ref"));
      }
    }
    if (!wanted.isEmpty()) {
      throw new Problem("the bill of materials lacks " + wanted + " of the feature " + set.name());
    }
    JsonArrayBuilder dependencies = Json.createArrayBuilder();
    for (JsonValue each : bom.getJsonArray("dependencies")) {
      if (references.contains(each.asJsonObject().getString("ref"))) {
        dependencies.add(each);
      }
    }
    JsonObjectBuilder all = Json.createObjectBuilder();
    for (String field : List.of("bomFormat", "specVersion", "version")) {
      all.add(field, bom.get(field));
    }
    all.add("metadata", Json.createObjectBuilder().add("component", Json.createObjectBuilder().add("type", "application")
        .add("name", "busbar-" + set.name()).add("version", bom.getJsonObject("metadata").getJsonObject("component").getString("version"))));
    return all.add("components", components).add("dependencies", dependencies).build();
  }
}
