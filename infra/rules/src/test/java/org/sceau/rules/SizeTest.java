package org.sceau.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits the length of a source: a class that needs more lines has more than one task. */
class SizeTest {

  private static final int MOST_LINES = 400;

  @Test
  void noSourceIsLongerThanTheLimit() {
    assertThat(tooLong(Tree.here())).isEmpty();
  }

  @Test
  void onlyALongerSourceOfTheMainCodeIsListed(@TempDir Path folder) throws IOException {
    var main = Files.createDirectories(folder.resolve("a/src/main/java"));
    var test = Files.createDirectories(folder.resolve("a/src/test/java"));
    Files.writeString(main.resolve("Most.java"), "//\n".repeat(MOST_LINES));
    Files.writeString(main.resolve("More.java"), "//\n".repeat(MOST_LINES + 1));
    Files.writeString(main.resolve("more.json"), "\n".repeat(MOST_LINES + 1));
    Files.writeString(test.resolve("MoreTest.java"), "//\n".repeat(MOST_LINES + 1));

    assertThat(tooLong(new Tree(folder))).containsExactly("a/src/main/java/More.java: 401 lines");
  }

  private static List<String> tooLong(Tree tree) {
    return tree.files(".java").stream()
        .filter(file -> tree.name(file).contains("src/main/"))
        .filter(file -> lines(file) > MOST_LINES)
        .map(file -> tree.name(file) + ": " + lines(file) + " lines")
        .toList();
  }

  private static long lines(Path file) {
    return Tree.read(file).lines().count();
  }
}
