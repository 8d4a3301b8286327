package org.sceau.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refuses phrases for which plain technical English has a better word. */
class WordsTest {

  /** Split in the middle of a word, so that this file passes its own rule. */
  private static final List<String> PHRASES =
      List.of(
          "who" + "ever",
          "whom" + "ever",
          "no" + "body's",
          "some" + "body's",
          "go" + "es by",
          "go" + "ne by",
          "bro" + "ught along",
          "wh" + "at came of it",
          "i" + "s to be",
          "o" + "f one's own",
          "se" + "en to",
          "n" + "o more than that");

  /** The text that people read; two scripts have no suffix. */
  private static final String[] SOURCES = {
    ".java",
    ".md",
    ".properties",
    ".yaml",
    ".yml",
    ".jte",
    ".xml",
    ".html",
    ".css",
    ".js",
    ".mjs",
    ".py",
    ".sh",
    "/sh/sceau",
    "/.ci/run"
  };

  /** Blanks, a line break with the leader of a comment, or the seam of a concatenated string. */
  private static final String GAP =
      "(?:\\h|\\\\?\\R(?:\\h*(?:\\*|//+|#+)(?=\\h))?|[\"'`]\\s*\\+\\s*[\"'`])+";

  private static final Pattern UNWANTED =
      Pattern.compile(
          PHRASES.stream()
              .map(phrase -> phrase.replace("'", "['\u2019]").replace(" ", GAP))
              .collect(Collectors.joining("|", "\\b(?:", ")\\b")),
          Pattern.CASE_INSENSITIVE);

  @Test
  void noTextHasAnUnwantedPhrase() {
    var tree = Tree.here();

    assertThat(tree.files(SOURCES)).hasSizeGreaterThan(500);
    assertThat(hits(tree))
        .as("phrases to replace by a standard term, such as must, outcome, issuer or verifier")
        .isEmpty();
  }

  @Test
  void aHitIsListedWithItsFileAndLine(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("a.md"), "# A\n\nThis " + PHRASES.getFirst() + " reads.\n");
    var broken = PHRASES.getLast().replace(" ", "\n * ");
    Files.writeString(folder.resolve("B.java"), "/**\n * It says " + broken + ".\n */\n");
    Files.writeString(folder.resolve("c.md"), "# C\n\nThe reader.\n");

    assertThat(hits(new Tree(folder)))
        .containsExactly("B.java:2 " + PHRASES.getLast(), "a.md:3 " + PHRASES.getFirst());
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void aPhraseIsSeenInEachSpelling(String phrase, String text) {
    assertThat(UNWANTED.matcher("x " + text + ", y").results())
        .as(phrase)
        .extracting(MatchResult::group)
        .containsExactly(text);
  }

  static Stream<Arguments> spellings() {
    var gaps =
        List.of(
            " ",
            "  ",
            "\n",
            "\r\n",
            "\n   * ",
            "\n    // ",
            "\n  # ",
            "\n      ",
            " \\\n    ",
            " \"\n            + \"",
            "\"\n            + \" ");
    return PHRASES.stream()
        .flatMap(phrase ->
            Stream.concat(
                    Stream.of(
                        phrase.substring(0, 1).toUpperCase(Locale.ROOT) + phrase.substring(1),
                        phrase.replace('\'', '\u2019')),
                    gaps.stream().map(gap -> phrase.replace(" ", gap)))
                .distinct()
                .map(text -> Arguments.of(phrase, text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "whosoever reads",
        "nobody says",
        "somebody said",
        "It goes bytewise",
        "It goes, by and by",
        "bygone bytes",
        "bygones by the way",
        "brought a long list",
        "what came of items",
        "is to become",
        "this to be read",
        "is, to be exact",
        "is()\n  to be",
        "one's own",
        "unseen to readers",
        "seen today",
        "no more than those"
      })
  void aLookAlikePasses(String text) {
    assertThat(UNWANTED.matcher(text).find()).isFalse();
  }

  private static List<String> hits(Tree tree) {
    var hits = new ArrayList<String>();
    for (var file : tree.files(SOURCES)) {
      var text = Tree.read(file);
      UNWANTED
          .matcher(text)
          .results()
          .forEach(hit ->
              hits.add(
                  tree.name(file)
                      + ":"
                      + (1 + text.substring(0, hit.start()).chars().filter(c -> c == '\n').count())
                      + " "
                      + hit.group().replaceAll("[\\s*/#\"+\\\\]+", " ")));
    }
    return hits;
  }
}
