package org.sceau.verification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;

/** The registries that an operator lays beside the function, one file each, as a layer does. */
public final class RegistryFiles {

  /** The operator's own: larger than anything that is taken from strangers. */
  private static final JsonLimits LIMITS =
      new JsonLimits(16 * 1024 * 1024, 16, 1_000_000, 8_192, 100);

  private RegistryFiles() {}

  /** All of the folder's, by their files' names. */
  public static List<TrustRegistry> read(Path folder) {
    try (var files = Files.newDirectoryStream(folder, "*.json")) {
      List<Path> sorted = new java.util.ArrayList<>();
      files.forEach(sorted::add);
      sorted.sort(null);
      return sorted.stream().map(RegistryFiles::registry).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("reading the registries in " + folder, e);
    }
  }

  /**
   * One file's.
   *
   * @throws IllegalStateException if it is none, with a sentence for people
   */
  public static TrustRegistry registry(Path file) {
    var fileName = String.valueOf(file.getFileName());
    try {
      var name = fileName.substring(0, fileName.length() - ".json".length());
      return JsonReader.read(Files.readAllBytes(file), LIMITS) instanceof JsonReading.Read(var json)
          ? TrustRegistry.read(json, name).orElseThrow(() -> unreadable(fileName))
          : unread(fileName);
    } catch (IOException e) {
      throw new UncheckedIOException("reading the registry " + fileName, e);
    }
  }

  private static TrustRegistry unread(String fileName) {
    throw unreadable(fileName);
  }

  private static IllegalStateException unreadable(String fileName) {
    return new IllegalStateException(fileName + " is not a registry of a form that is read");
  }
}
