package org.sceau.openbadges.schema;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonWriter;
import org.sceau.json.Violation;
import org.sceau.openbadges.OpenBadgeSchema;

/** Implements {@link OpenBadgeSchema} with the bundled schema of 1EdTech. Thread-safe. */
public final class NetworkntOpenBadgeSchema implements OpenBadgeSchema {

  private static final String ID =
      "https://purl.imsglobal.org/spec/ob/v3p0/schema/json-ld/"
          + "ob_v3p0_achievementcredential_schema.json";

  @Override
  public List<Violation> violations(JsonObject credential) {
    return Loaded.SCHEMA.validate(JsonWriter.write(credential), InputFormat.JSON).stream()
        .map(error ->
            new Violation(error.getInstanceLocation().toString(), sentence(error.getMessage())))
        .distinct()
        .toList();
  }

  private static Schema load() {
    var config =
        SchemaRegistryConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .locale(Locale.ROOT)
            .formatAssertionsEnabled(true)
            .build();
    // The meta-schemas come with the library; whatever else a schema names is not to be had.
    var registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2019_09,
            builder ->
                builder
                    .schemaRegistryConfig(config)
                    .schemaLoader(loader -> loader.fetchRemoteResources(false)));
    var text = bundled("ob_v3p0_achievementcredential_schema.json");
    return registry.getSchema(SchemaLocation.of(ID), text, InputFormat.JSON);
  }

  private static String bundled(String name) {
    try (var stream = NetworkntOpenBadgeSchema.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name, e);
    }
  }

  private static String sentence(String message) {
    return Optional.of(message).filter(text -> text.endsWith(".")).orElse(message + ".");
  }

  /** Reads the schema when it is first needed. */
  private static final class Loaded {

    private static final Schema SCHEMA = load();
  }
}
