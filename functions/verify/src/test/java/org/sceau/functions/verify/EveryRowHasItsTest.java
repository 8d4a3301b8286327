package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The table {@code hostile/rows.md}: no threat is without its test, and no test is one by name. */
class EveryRowHasItsTest {

  private static final String FOLDER = "org/sceau/functions/verify/hostile";
  private static final int ROWS = 64;
  private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| [^|]+ \\| ([^|]+) \\|");

  @Test
  void everyRowIsInTheTable() {
    assertThat(rows().keySet())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, ROWS).boxed().toList());
  }

  @Test
  void everyTestOfTheTableIsThere() throws IOException {
    var sources = sources();
    rows()
        .forEach((row, tests) -> {
          assertThat(tests).as("row %d", row).isNotEmpty();
          for (var test : tests) {
            var parts = test.split("#", 2);
            assertThat(sources.keySet()).as("row %d: %s", row, test).contains(parts[0]);
            assertThat(isTest(sources.getOrDefault(parts[0], ""), parts[1]))
                .as("row %d: %s", row, test)
                .isTrue();
          }
        });
  }

  /** Whether there is such a method, with the annotation of a test behind the one before it. */
  private static boolean isTest(String source, String method) {
    int at = source.indexOf("  void " + method + "(");
    return at > 0
        && source
            .substring(source.lastIndexOf("\n  }\n", at) + 1, at)
            .matches("(?s).*@(Parameterized)?Test\\b.*");
  }

  /** Where the table says that inputs are sent, there are some, and the reverse. */
  @Test
  void everyRowWithInputsIsSent() {
    var withFiles =
        Resources.names(FOLDER).stream()
            .filter(name -> name.startsWith("row-"))
            .map(name -> Integer.valueOf(name.substring(4, 6)))
            .distinct()
            .toList();
    var sent =
        rows().entrySet().stream()
            .filter(row ->
                row.getValue().contains("HostileInputsTest#anInputGetsTheAnswerThatIsBesideIt"))
            .map(Map.Entry::getKey)
            .toList();

    assertThat(sent).containsExactlyElementsOf(withFiles);
  }

  private static Map<Integer, List<String>> rows() {
    Map<Integer, List<String>> rows = new TreeMap<>();
    var table = ROW.matcher(Resources.text(FOLDER + "/rows.md"));
    while (table.find()) {
      assertThat(
              rows.put(
                  Integer.valueOf(table.group(1)), List.of(table.group(2).strip().split(", ", -1))))
          .isNull();
    }
    return rows;
  }

  /** The tests of this module and of the shared ones, by the names of their classes. */
  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (var root : List.of(Path.of("src/test/java"), Path.of("../shared"))) {
      try (var files = Files.walk(root)) {
        files
            .filter(file -> file.toString().matches(".*(Test|Contract)\\.java"))
            .forEach(file ->
                sources.put(file.getFileName().toString().replace(".java", ""), read(file)));
      }
    }
    return sources;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }
}
