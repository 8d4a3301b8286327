package org.sceau.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.cli.CommandRunner.run;
import static org.sceau.testing.Demo.object;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyCommandTest {

  private static final String LATER = "2126-01-15T10:00:00Z";

  @TempDir private Path folder;
  private final ForeignIssuer foreignIssuer = new ForeignIssuer();

  @Test
  void aForeignIssuersCredentialIsVerifiedWithoutAnyDeployment() throws Exception {
    var file = file("good.jwt", good());
    var ending = run("verify", file);

    assertThat(ending.code()).isEqualTo(3);
    assertThat(run("verify", "--issuer", foreignIssuer.did(), file).code()).isZero();
    assertThat(run("verify", "--issuer", "did:web:issuer.example", file).code()).isEqualTo(3);
    assertThat(ending.out())
        .startsWith("VERIFIED  Signature good, issuer not confirmed")
        .contains("Université Exemple", foreignIssuer.did(), "Secourisme", "15 January 2126");
    assertThat(ending.err()).isEmpty();
  }

  @Test
  void theStandardInputIsReadToo() {
    var ending = new CommandRunner(Map.of(), good() + "\n", Locale.UK).sceau("verify", "-");

    assertThat(ending.code()).isEqualTo(3);
  }

  @Test
  void aBakedImageIsRead() throws Exception {
    var svg =
        """
        <svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">
        <openbadges:credential verify="%s"/></svg>
        """
            .formatted(good());

    assertThat(run("verify", file("badge.svg", svg)).code()).isEqualTo(3);
  }

  @Test
  void anImageWithoutACredentialSaysNothing() throws Exception {
    var svg = file("badge.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");

    var ending = run("verify", svg);
    assertThat(ending.code()).isEqualTo(2);
    assertThat(ending.out()).startsWith("NOT KNOWN");
    assertThat(run("verify", "--json", svg).out()).contains("IMAGE_WITHOUT_CREDENTIAL");
  }

  @Test
  void thePersonWhoIsExpectedIsCompared() throws Exception {
    var file = file("good.jwt", good());

    assertThat(run("verify", "--holder", "email=other@example.org", file).code()).isEqualTo(2);
    assertThat(run("verify", "--holder", "phone=1", file).code()).isEqualTo(64);
  }

  @Test
  void whatWasAlteredIsNotVerifiedAndNotShown() throws Exception {
    var altered = good().replaceFirst("\\.[^.]{20}", ".eyJpc3N1ZXIiOiJYIiwi");

    var ending = run("verify", file("altered.jwt", altered));

    assertThat(ending.code()).isEqualTo(1);
    assertThat(ending.out()).startsWith("NOT VERIFIED").doesNotContain("Secourisme");
  }

  @Test
  void whatHasEndedIsNotVerified() throws Exception {
    var ended = foreignIssuer.credential("Université Exemple", "2026-01-16T10:00:00Z");

    var ending = run("verify", file("ended.jwt", ended));

    assertThat(ending.code()).isEqualTo(1);
    assertThat(ending.out()).contains("Expired on 16 January 2026");
  }

  @Test
  void theReportForProgramsIsTheOneOfTheApi() throws Exception {
    var report = object(run("verify", "--json", file("good.jwt", good())).out());

    assertThat(report.string("verdict")).contains("VERIFIED");
    assertThat(report.members().keySet())
        .contains("verified", "summary", "checks", "problemDetails", "errors", "warnings");
  }

  @Test
  void aRegistryVouchesForItsIssuers() throws Exception {
    var registry =
        file(
            "registry.json",
            "{\"name\":\"Registre Exemple\",\"issuers\":[{\"id\":\"%s\",\"name\":\"Uni\"}]}"
                .formatted(foreignIssuer.did()));
    var credential = file("good.jwt", good());

    assertThat(run("verify", "--registry", registry, credential).out())
        .contains("Registre Exemple");
    var other = file("other.json", "{\"name\":\"Autre\",\"issuers\":[]}");
    assertThat(run("verify", "--registry", other, credential).out())
        .contains("None of the registries");
  }

  @ParameterizedTest
  @CsvSource({
    "fr, en_GB, VÉRIFIÉE",
    "en, fr_FR, VERIFIED",
    "'', fr_CA, VÉRIFIÉE",
    "'', de_DE, VERIFIED"
  })
  void itSpeaksTheLanguageAskedForOrThatOfTheMachine(String asked, String locale, String word)
      throws Exception {
    var runner = new CommandRunner(Map.of(), "", Locale.forLanguageTag(locale.replace('_', '-')));
    var file = file("good.jwt", good());

    var ending =
        asked.isEmpty()
            ? runner.sceau("verify", file)
            : runner.sceau("verify", "--lang", asked, file);

    assertThat(ending.out()).startsWith(word);
  }

  @Test
  void aTextThatMovesTheCursorIsPrintedPlain() throws Exception {
    var shown =
        run(
            "verify",
            file("x.jwt", foreignIssuer.credential("Uni\\u001b[2J\\u202eversité", LATER)));

    assertThat(shown.out()).contains("Uni [2J versité").doesNotContain("\u001b", "\u202e");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://issuer.example/c/1",
        "https://127.0.0.1/c/1",
        "https://localhost/c/1",
        "https://issuer.example:8443/c/1",
        "https://user@issuer.example/c/1"
      })
  void anAddressThatIsNotPublicIsNotFetched(String url) {
    var ending = run("verify", url);

    assertThat(ending.code()).isEqualTo(2);
    assertThat(ending.err()).contains("--loopback");
  }

  @Test
  void whatCannotBeReadCannotBeChecked() throws Exception {
    for (var arguments :
        List.of(
            List.of("verify", folder.resolve("none.jwt").toString()),
            List.of("verify", file("empty", "")),
            List.of("verify", file("large", "x".repeat(1024 * 1024 + 1))),
            List.of("verify", "--registry", file("no.json", "{}"), file("a", "x")),
            List.of("verify", "--ca", file("no.pem", "x"), file("b", "x")))) {
      assertThat(run(arguments.toArray(String[]::new)).code()).as("%s", arguments).isEqualTo(2);
    }
  }

  @Test
  void aCommandLineThatIsWrongSaysWhereHelpIs() {
    for (var arguments :
        new String[][] {{}, {"verify"}, {"verify", "--none", "x"}, {"--lang", "de"}, {"none"}}) {
      var ending = run(arguments);
      assertThat(ending.code()).isEqualTo(64);
      assertThat(ending.out()).isEmpty();
      assertThat(ending.err()).isNotEmpty();
    }
    assertThat(run("verify").err()).contains("sceau verify --help");
  }

  @Test
  void helpIsNoError() {
    var help = run("verify", "--help", "--lang", "fr");

    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("Code de sortie");
  }

  @Test
  void aKeyThatIsMistakenForAnArgumentIsNotRepeated() {
    var key = "sceau_abcdefghijkl_" + "k".repeat(43);

    assertThat(run("verify", "--" + key).all()).doesNotContain("kkkk");
    assertThat(run("verify", "a", key).all()).doesNotContain("kkkk");
  }

  private String good() {
    return foreignIssuer.credential("Université Exemple", LATER);
  }

  private String file(String name, String text) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
