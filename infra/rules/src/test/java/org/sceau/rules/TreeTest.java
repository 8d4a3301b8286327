package org.sceau.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies where, what no source says, and what goes into the cloud. */
class TreeTest {

  private static final Tree TREE = Tree.here();

  private static final Set<String> TOP =
      Set.of("pom.xml", "functions", "infra", "template.yaml", "README.md", "LICENSE", "NOTICE");

  private static final String[] SOURCES = {
    ".java", ".jte", ".js", ".mjs", ".py", ".xml", ".yaml", ".yml", ".md", ".css", ".html", ".sh"
  };

  /** What a source says only before it is finished, or only on the machine of its author. */
  private static final Pattern UNFINISHED =
      Pattern.compile(
          "\\b(TO|FIX)(DO|ME)\\b|@[D]isabled\\b|(?<![\\w.])/(home|root|Users|work)/\\w");

  /** A test that waits for a time and not for an event is slow on one machine, wrong on another. */
  private static final Pattern SLEEPING = Pattern.compile("\\bThread\\.[s]leep\\b");

  private static final long LARGEST_ZIP = 18L * 1024 * 1024;

  /** A function of the template, with all that belongs to it. */
  private static final Pattern FUNCTION =
      Pattern.compile("(?ms)^      CodeUri: functions/([a-z]+)/target/.*?(?=^  \\S|\\z)");

  private static final Pattern SERVICE = Pattern.compile("\\b(dynamodb|s3|kms):[A-Z]");

  /** Functions that read JSON-LD; the others carry none of its libraries. */
  private static final Set<String> LINKED = Set.of("issue", "verify", "publish");

  /** Functions that take Markdown; the others carry no parser of it. */
  private static final Set<String> MARKED = Set.of("catalog", "issue");

  private static final Pattern CLIENT = Pattern.compile("(dynamodb|s3|kms)-[2-9]\\..*\\.jar");
  private static final Pattern LINKED_LIBRARY =
      Pattern.compile("(titanium|parsson|jakarta\\.json).*");
  private static final Pattern NEVER =
      Pattern.compile(
          "(junit|assertj|jqwik|archunit|testing-|emulator-|local-|netty|apache|lombok"
              + "|aws-lambda-java-runtime|google-java-format|testcontainers).*");

  @Test
  void theTopHoldsNothingElse() throws IOException {
    try (var entries = Files.list(TREE.top())) {
      assertThat(entries.map(entry -> entry.getFileName().toString()))
          .filteredOn(name -> !name.startsWith(".") && !name.equals("target"))
          .isSubsetOf(TOP);
    }
  }

  @Test
  void everySourceIsFinishedAndSpeaksOfNoMachine() {
    assertThat(lines(TREE.files(SOURCES), UNFINISHED)).isEmpty();
  }

  @Test
  void noTestSleeps() {
    var tests =
        TREE.files(".java").stream()
            .filter(file -> TREE.name(file).matches("(.*/src/test/|infra/testing/).*"))
            .toList();

    assertThat(tests).isNotEmpty();
    assertThat(lines(tests, SLEEPING)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "// TO" + "DO later",
        "@Dis" + "abled",
        "see /ho" + "me/someone/x",
        "/wo" + "rk/x"
      })
  void whatIsUnfinishedIsSeen(String line) {
    assertThat(UNFINISHED.matcher(line).find()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TODOS", "https://issuer.example/home/x", "a/work/b"})
  void whatOnlyLooksLikeItIsNot(String line) {
    assertThat(UNFINISHED.matcher(line).find()).isFalse();
  }

  /** The functions of the template, each with the AWS services that its policies name. */
  static Stream<Arguments> functions() {
    return FUNCTION
        .matcher(Tree.read(TREE.top().resolve("template.yaml")))
        .results()
        .map(function ->
            Arguments.of(
                function.group(1),
                SERVICE
                    .matcher(function.group())
                    .results()
                    .map(service -> service.group(1))
                    .collect(Collectors.toSet())));
  }

  @Test
  void everyFunctionModuleIsInTheTemplate() throws IOException {
    try (var modules = Files.list(TREE.top().resolve("functions"))) {
      var names =
          modules
              .filter(folder -> Files.exists(folder.resolve("pom.xml")))
              .map(folder -> folder.getFileName().toString())
              .toList();

      assertThat(functions().map(function -> function.get()[0]))
          .containsExactlyInAnyOrderElementsOf(names);
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void aFunctionCarriesWhatItUsesAndNoMore(String function, Set<String> services)
      throws IOException {
    var zip = zip(function);
    var libraries = libraries(zip);

    assertThat(Files.size(zip)).as("bytes of %s", zip).isLessThan(LARGEST_ZIP);
    assertThat(libraries).noneMatch(NEVER.asMatchPredicate());
    assertThat(libraries)
        .filteredOn(CLIENT.asMatchPredicate())
        .extracting(jar -> jar.substring(0, jar.indexOf('-')))
        .containsExactlyInAnyOrderElementsOf(services);
    if (!LINKED.contains(function)) {
      assertThat(libraries).noneMatch(LINKED_LIBRARY.asMatchPredicate());
    }
    assertThat(libraries.stream().anyMatch(jar -> jar.startsWith("nimbus-jose-jwt"))).isTrue();
    assertThat(libraries.stream().anyMatch(jar -> jar.startsWith("json-schema-validator")))
        .isEqualTo(function.equals("issue"));
    assertThat(libraries.stream().anyMatch(jar -> jar.startsWith("commonmark-")))
        .isEqualTo(MARKED.contains(function));
    System.out.printf(
        "zip: %s %.1f MB, %d libraries%n",
        function, Files.size(zip) / (1024.0 * 1024), libraries.size());
  }

  private static List<String> lines(List<Path> files, Pattern unwanted) {
    var found = new ArrayList<String>();
    for (var file : files) {
      var lines = Tree.read(file).lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        if (unwanted.matcher(lines.get(i)).find()) {
          found.add(TREE.name(file) + ":" + (i + 1) + " " + lines.get(i).strip());
        }
      }
    }
    return found;
  }

  private static Path zip(String function) {
    var zip = TREE.top().resolve("functions/" + function + "/target/" + function + ".zip");
    assumeTrue(Files.exists(zip), "zips: not packaged in this run, mvn verify makes them");
    return zip;
  }

  private static List<String> libraries(Path zip) throws IOException {
    try (var file = new ZipFile(zip.toFile())) {
      return file.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.startsWith("lib/") && name.endsWith(".jar"))
          .map(name -> name.substring("lib/".length()))
          .toList();
    }
  }
}
