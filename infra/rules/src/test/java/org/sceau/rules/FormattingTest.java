package org.sceau.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormattingTest {

  private final Formatting formatting = new Formatting();

  @Test
  void everySourceIsFormatted() {
    var tree = Tree.here();

    assertThat(formatting.laidOutOtherwise(tree.files(".java")).stream().map(tree::name))
        .as("laid out otherwise than google-java-format has it; mvn -Pformat")
        .isEmpty();
  }

  @Test
  void aSourceLaidOutOtherwiseIsSeen(@TempDir Path folder) throws IOException {
    var good = Files.writeString(folder.resolve("A.java"), "class A {}\n");
    var bad = Files.writeString(folder.resolve("B.java"), "class B{int b;}\n");

    assertThat(formatting.laidOutOtherwise(List.of(good, bad))).containsExactly(bad);
  }
}
