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

/**
 * Each threat to status and publication has its test: a table says which, and this that they are.
 */
class StatusRowsTest {

  private static final Tree TREE = Tree.here();
  private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| [^|]+ \\| ([^|]+) \\|");

  @Test
  void everyRowHasItsTests() {
    var rows = rows();

    assertThat(rows.keySet())
        .containsExactlyElementsOf(IntStream.rangeClosed(78, 84).boxed().toList());
    rows.forEach((row, tests) ->
        tests.forEach(test -> assertThat(exists(test)).as("row %d: %s", row, test).isTrue()));
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

  private static Map<Integer, List<String>> rows() {
    Map<Integer, List<String>> rows = new TreeMap<>();
    try (var table = StatusRowsTest.class.getResourceAsStream("status-rows.md")) {
      if (table == null) {
        throw new IllegalStateException("status-rows.md is missing");
      }
      var row = ROW.matcher(new String(table.readAllBytes(), StandardCharsets.UTF_8));
      while (row.find()) {
        rows.put(Integer.valueOf(row.group(1)), List.of(row.group(2).strip().split(", ", -1)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading the table", e);
    }
    return rows;
  }
}
