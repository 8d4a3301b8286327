package org.sceau.verification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;

/** Reads the trust registries that the operator deploys beside the function, one file each. */
public final class RegistryFiles {

  /** The limits for the operator's own files, larger than for submitted documents. */
  private static final JsonLimits LIMITS =
      new JsonLimits(16 * 1024 * 1024, 16, 1_000_000, 8_192, 100);

  private RegistryFiles() {}

  /** Reads all registries of a folder, in the order of their file names. */
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
   * Reads the registry in one file.
   *
   * @throws IllegalStateException if the file is not a registry, with a sentence for people
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
