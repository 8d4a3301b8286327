package org.sceau.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each threat to issuing, to batches, to status and publication has its test: tables say which, and
 * this that they are.
 */
class ThreatRowsTest {

  private static final Tree TREE = Tree.here();
  private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| [^|]+ \\| ([^|]+) \\|");

  @ParameterizedTest
  @CsvSource({"issuing, 65, 77", "status, 78, 84", "batch, 101, 105"})
  void everyRowHasItsTests(String table, int first, int last) {
    var rows = rows(table + "-rows.md");

    assertThat(rows.keySet())
        .containsExactlyElementsOf(IntStream.rangeClosed(first, last).boxed().toList());
    rows.forEach((row, tests) -> {
      assertThat(tests).as("row %d", row).doesNotHaveDuplicates();
      tests.forEach(test -> assertThat(exists(test)).as("row %d: %s", row, test).isTrue());
    });
  }

  @Test
  void whatIsNoTestIsNotTakenForOne() {
    assertThat(exists("IssueHandlerTest#assertUnavailable")).isFalse();
    assertThat(exists("IssueHandlerTest#noSuchTest")).isFalse();
    assertThat(exists("NoSuchTest#everyRowHasItsTests")).isFalse();
    assertThat(exists("ThreatRowsTest#everyRowHasItsTests")).isTrue();
  }

  private static boolean exists(String test) {
    var parts = test.split("#", 2);
    return TREE.files(parts[0] + ".java").stream()
        .map(Tree::read)
        .anyMatch(source -> isTest(source, parts[1]));
  }

  /** Whether there is such a method, with the annotation of a test behind the one before it. */
  private static boolean isTest(String source, String method) {
    int at = source.indexOf("void " + method + "(");
    var before = at < 0 ? "" : source.substring(source.lastIndexOf("\n  }\n", at) + 1, at);
    return before.contains("@Test\n") || before.contains("@ParameterizedTest\n");
  }

  private static Map<Integer, List<String>> rows(String name) {
    Map<Integer, List<String>> rows = new TreeMap<>();
    try (var table = ThreatRowsTest.class.getResourceAsStream(name)) {
      if (table == null) {
        throw new IllegalStateException(name + " is missing");
      }
      var row = ROW.matcher(new String(table.readAllBytes(), StandardCharsets.UTF_8));
      while (row.find()) {
        rows.put(Integer.valueOf(row.group(1)), List.of(row.group(2).strip().split(", ", -1)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name, e);
    }
    return rows;
  }
}
