package org.sceau.bench.issuing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a CSV file of recipients, with the usual columns of a registrar. */
final class People {

  private People() {}

  static Path list(Path file, int first, int rows) throws IOException {
    try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      out.write("matricule;prénom;nom;courriel;note;ects\n");
      for (int i = first; i < first + rows; i++) {
        out.write(
            "E%1$06d;Camille;Exemple %1$d;learner%1$d@example.org;%2$d;3\n"
                .formatted(i, 12 + i % 9));
      }
    }
    return file;
  }
}
