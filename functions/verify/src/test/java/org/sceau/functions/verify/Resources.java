package org.sceau.functions.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sceau.json.JsonObject;
import org.sceau.testing.JsonEdits;

/** Test resources: those of this module, and the vectors and inputs of the shared ones. */
final class Resources {

  private Resources() {}

  static byte[] bytes(String name) {
    try (var stream = Resources.class.getResourceAsStream("/" + name)) {
      if (stream == null) {
        throw new IllegalArgumentException("no test resource " + name);
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  static String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  static JsonObject json(String name) {
    return JsonEdits.json(text(name));
  }

  /** The names of the files in a folder, in order. */
  static List<String> names(String folder) {
    var url = Resources.class.getResource("/" + folder);
    if (url == null) {
      throw new IllegalArgumentException("no test resources " + folder);
    }
    try (var files = Files.list(Path.of(url.toURI()))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder, e);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(folder, e);
    }
  }
}
