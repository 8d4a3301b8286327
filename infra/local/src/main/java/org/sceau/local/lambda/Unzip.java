package org.sceau.local.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.zip.ZipInputStream;

/** Unpacks zips. */
final class Unzip {

  private Unzip() {}

  /** Replaces the folder by the contents of the zip. */
  static Path into(Path zip, Path folder) {
    try {
      if (Files.exists(folder)) {
        try (var old = Files.walk(folder)) {
          for (var path : old.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
      Files.createDirectories(folder);
      try (var entries = new ZipInputStream(Files.newInputStream(zip))) {
        for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
          var target = folder.resolve(entry.getName()).normalize();
          if (!target.startsWith(folder)) {
            throw new IOException("an entry that leads out of the zip: " + entry.getName());
          }
          if (entry.isDirectory()) {
            Files.createDirectories(target);
          } else {
            var parent = target.getParent();
            if (parent != null) {
              Files.createDirectories(parent);
            }
            Files.copy(entries, target);
          }
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("unpacking " + zip, e);
    }
  }
}
