package org.sceau.dataintegrity.jsonld;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;

/** Test resources as values. */
final class Documents {

  private Documents() {}

  static String text(String name) {
    try (var stream = Documents.class.getResourceAsStream("/" + name)) {
      if (stream == null) {
        throw new IllegalArgumentException("no test resource " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  static JsonObject json(String name) {
    return parse(text(name));
  }

  static JsonObject parse(String text) {
    if (JsonReader.read(text.getBytes(StandardCharsets.UTF_8), JsonLimits.FOREIGN)
        instanceof JsonReading.Read(JsonObject object)) {
      return object;
    }
    throw new IllegalArgumentException(text);
  }

  /** The names of the files in a folder of test resources. */
  static List<String> names(String folder) {
    var url = Documents.class.getResource("/" + folder);
    if (url == null) {
      throw new IllegalArgumentException("no test resources " + folder);
    }
    try (var files = Files.list(Path.of(url.toURI()))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder, e);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(folder, e);
    }
  }
}
