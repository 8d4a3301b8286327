package org.sceau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.cli.FakeApi.Instead;
import org.sceau.json.JsonObject;

class IssueCommandTest extends ListCommandFixture {

  @Test
  void everyRowIsAwardedAndToldByItsLine() throws Exception {
    var list = list("nom;prénom;courriel\nExemple;Awa;awa@example.org\n\nB;Élodie;\n");

    var ending = issue(list);

    assertThat(ending.code()).as(ending.all()).isZero();
    assertThat(api.awarded().values())
        .extracting(recipient -> recipient.string("name").orElseThrow())
        .containsExactly("Awa Exemple", "Élodie B");
    var ids = api.awarded().keySet().stream().map(FakeApi::id).toList();
    assertThat(lines("list.issue.results.csv"))
        .containsExactly(
            "\uFEFFline;id;link",
            "2;" + ids.get(0) + ";https://sceau.example/c/" + ids.get(0),
            "4;" + ids.get(1) + ";https://sceau.example/c/" + ids.get(1));
    assertThat(folder.resolve("list.issue.failed.csv")).doesNotExist();
  }

  @Test
  void whatASpreadsheetSavesInFranceIsRead() throws Exception {
    var path = folder.resolve("list.csv");
    Files.write(
        path,
        "Nom complet;Crédits obtenus;Date de fin\r\nZoë É.;15,5;15/01/2026\r\n;;\r\n"
            .getBytes(Charset.forName("windows-1252")));

    assertThat(issue(path.toString()).code()).isZero();

    assertThat(awarded().without("key").toString())
        .contains("Zoë É.", "15.5", "2026-01-15T00:00:00Z");
  }

  @Test
  void aRowThatIsWrongFailsAloneAndIsToldWithItsLine() throws Exception {
    var list =
        list(
            """
            name,email
            Ada,ada@example.org
            Bob,nobody
            Refused by the API,eve@example.org
            =HYPERLINK("x"),x@example.org
            Zoe
            Eve,eve@example.org
            """);

    var ending = issue(list);

    assertThat(ending.code()).isEqualTo(1);
    assertThat(names()).containsExactly("Ada", "Eve");
    assertThat(ending.err())
        .contains(
            "line 3: email: Give an e-mail address.",
            "line 4: name: This name is refused.",
            "line 5: name: The cell begins as a formula does",
            "line 6: The row has 1 cells, and the header 2.");
    assertThat(lines("list.issue.failed.csv"))
        .hasSize(5)
        .startsWith("\uFEFFname,email,error")
        .contains("Bob,nobody,email: Give an e-mail address.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"=1+1", "@SUM(1)", "+cmd|x", "-cmd|x", "-1+cmd|x", "+1(0)+x", "\t=1", "-1\n=2"})
  void aCellThatASpreadsheetWouldComputeIsRefused(String cell) throws Exception {
    var ending = issue(list("name,role\nAda,\"" + cell + "\"\n"));

    assertThat(ending.code()).isEqualTo(1);
    assertThat(ending.err()).contains("line 2: role: The cell begins as a formula does");
    assertThat(api.requests.get()).isZero();
  }

  @Test
  void aNarrativeIsCheckedAsMarkdown() throws Exception {
    var ending =
        issue(list("name,narrative\nAda,[x](https://a.example)\nBob,> [a]: javascript:alert(1)\n"));

    assertThat(ending.code()).isEqualTo(1);
    assertThat(names()).containsExactly("Ada");
    assertThat(ending.err()).contains("line 3: narrative: Let its links begin with https://");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+33 1 23 45", "-3", "+1.5", "- Chef", "a=b", "A-B"})
  void aCellThatItWouldShowIsTaken(String cell) throws Exception {
    assertThat(issue(list("name,role\nAda,\"" + cell + "\"\n")).code()).isZero();

    assertThat(awarded().string("role")).contains(cell);
  }

  @Test
  void theFailedRowsAreMendedAndSentAgain() throws Exception {
    assertThat(issue(list("name,email\nAda,ada@example.org\nBob,nobody\n")).code()).isEqualTo(1);
    var failed = folder.resolve("list.issue.failed.csv");
    Files.writeString(failed, Files.readString(failed).replace("nobody", "bob@example.org"));

    assertThat(issue(failed.toString()).code()).isZero();

    assertThat(names()).containsExactly("Ada", "Bob");
  }

  @Test
  void theSameCommandAgainSendsNothingAgain() throws Exception {
    var list = list(people(250));
    assertThat(issue(list).code()).isZero();
    int requests = api.requests.get();
    assertThat(api.sizes).containsExactlyInAnyOrder(100, 100, 50);

    var again = issue(list);

    assertThat(again.code()).isZero();
    assertThat(api.requests.get()).isEqualTo(requests);
    assertThat(lines("list.issue.results.csv")).hasSize(251);
  }

  @Test
  void withoutItsJournalTheSameListMakesTheSameCredentials() throws Exception {
    var list = list(people(30));
    assertThat(issue(list, "--batch", "7").code()).isZero();
    var before = lines("list.issue.results.csv");
    Files.delete(folder.resolve("list.issue.journal"));

    assertThat(issue(list, "--batch", "11").code()).isZero();

    assertThat(lines("list.issue.results.csv")).isEqualTo(before);
    assertThat(api.awarded()).hasSize(30);
  }

  @Test
  void aListThatWasChangedIsNotTakenForTheSame() throws Exception {
    assertThat(issue(list(people(3))).code()).isZero();

    var ending = issue(list(people(4)));

    assertThat(ending.code()).isEqualTo(64);
    assertThat(ending.err()).contains("--session");
    assertThat(api.awarded()).hasSize(3);
  }

  @Test
  void inASessionAChangedListAwardsWhatIsNewInIt() throws Exception {
    assertThat(issue(list("matricule,name\n1,Ada\n2,Bob\n"), "--session", "s-12").code()).isZero();

    var changed = list("matricule,name\n3,Eve\n1,Ada\n2,Robert\n");
    var ending = issue(changed, "--session", "s-12");

    assertThat(ending.code()).isEqualTo(1);
    assertThat(ending.err()).contains("line 4: key: The key was used for another award.");
    assertThat(names()).containsExactly("Ada", "Bob", "Eve");
    assertThat(issue(list("name\nAda\n"), "--session", "s-12").code()).isEqualTo(64);
  }

  @Test
  void aDryRunChecksEveryRowAndSendsNothing() throws Exception {
    var list = list("name,email,note interne\nAda,ada@example.org,x\nBob,nobody,y\n");

    var ending = issue(list, "--dry-run");

    assertThat(ending.code()).isEqualTo(1);
    assertThat(ending.out())
        .contains("2 rows", "name → name", "Not read: note interne", "1 people", "line 2");
    assertThat(ending.err()).contains("line 3: email");
    assertThat(api.requests.get()).isZero();
    assertThat(files()).containsExactly("list.csv");
    assertThat(issue(list("name\nAda\n"), "--dry-run", "--json").out())
        .contains("\"ready\":1", "\"dryRun\":true");
  }

  @Test
  void columnsAreTakenAsTold() throws Exception {
    var list = list("Étudiant,name,a=b\nAda,x,ada@example.org\n");

    assertThat(issue(list, "--map", "Étudiant=name", "--map", "a=b=email").code()).isZero();

    assertThat(names()).containsExactly("Ada");
    assertThat(awarded().string("email")).contains("ada@example.org");
  }

  @Test
  void anAnswerThatIsLostIsAskedForAgainAndNothingIsDoubled() throws Exception {
    api.instead.add(new Instead(0, Map.of(), "", true));
    api.instead.add(new Instead(502, Map.of(), "", true));

    var ending = issue(list(people(150)), "--parallel", "1");

    assertThat(ending.code()).as(ending.all()).isZero();
    assertThat(api.awarded()).hasSize(150);
    assertThat(lines("list.issue.results.csv")).hasSize(151);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void whoAsksToWaitIsWaitedFor(int status) throws Exception {
    api.instead.add(
        new Instead(status, Map.of("Retry-After", "7"), "{\"detail\":\"busy\"}", false));

    assertThat(issue(list("name\nAda\n")).code()).isZero();

    assertThat(runner.pauses).anyMatch(pause -> pause.compareTo(Duration.ofMillis(6_500)) > 0);
  }

  @Test
  void whoIsToldToWaitWhileOthersGoOnDoesNotGiveUp() throws Exception {
    api.keepWaiting("Person 1", 29);

    var ending = issue(list(people(30)), "--batch", "1", "--parallel", "2");

    assertThat(ending.code()).as(ending.all()).isZero();
    assertThat(api.awarded()).hasSize(30);
    assertThat(api.requests.get()).as("many more times than it is tried").isEqualTo(30 + 29);
  }

  @Test
  void triesHaveAnEndAndTheSameCommandGoesOn() throws Exception {
    for (int i = 0; i < 10; i++) {
      api.instead.add(Instead.of(503));
    }
    var list = list(people(5));

    var ending = issue(list);
    assertThat(ending.code()).isEqualTo(2);
    assertThat(ending.err()).contains("Not finished: 503 asked to fail", "5 rows are not settled");
    assertThat(api.requests.get()).isEqualTo(10);

    assertThat(issue(list).code()).isZero();
    assertThat(api.awarded()).hasSize(5);
  }

  @Test
  void whoAsksToWaitForHoursIsLeftForAnotherDay() throws Exception {
    api.instead.add(new Instead(429, Map.of("Retry-After", "7200"), "{}", false));

    assertThat(issue(list("name\nAda\n")).code()).isEqualTo(2);
    assertThat(api.requests.get()).isEqualTo(1);
  }

  @Test
  void aRowAtWhichTheApiFailsDoesNotStopTheOthers() throws Exception {
    api.poison = "Person 17";
    var list = list(people(40));

    var ending = issue(list, "--batch", "20", "--parallel", "1");

    assertThat(ending.code()).isEqualTo(2);
    assertThat(ending.err()).contains("1 rows are not settled");
    assertThat(api.awarded()).hasSize(39);
    api.poison = "";
    assertThat(issue(list).code()).isZero();
    assertThat(api.awarded()).hasSize(40);
  }

  @Test
  void whereNobodyAnswersItEndsSoon() throws Exception {
    api.close();

    var ending = issue(list("name\nAda\n"));

    assertThat(ending.code()).isEqualTo(2);
    assertThat(ending.err()).contains("Not finished");
    assertThat(runner.pauses).hasSizeLessThan(5);
  }

  @Test
  void aKeyThatIsNotKnownEndsItAtOnce() throws Exception {
    runner =
        new CommandRunner(
            Map.of("SCEAU_API", api.url(), "SCEAU_KEY", "sceau_other"), "", Locale.UK);

    var ending = issue(list(people(500)), "--parallel", "1");

    assertThat(ending.code()).isEqualTo(2);
    assertThat(ending.err()).contains("The API key is not known");
    assertThat(api.requests.get()).isEqualTo(1);
  }

  @Test
  void theKeyIsReadFromAFileAndNeverPrintedOrKept() throws Exception {
    runner = new CommandRunner(Map.of(), "", Locale.UK);
    var keyFile = Files.writeString(folder.resolve("key"), FakeApi.KEY + "\n").toString();

    var ending =
        issue(list("name,email\nAda,\nBob,x\n"), "--api", api.url(), "--key-file", keyFile);

    assertThat(ending.code()).isEqualTo(1);
    assertThat(names()).containsExactly("Ada");
    assertThat(ending.all()).doesNotContain("SSSSSS");
    Files.delete(folder.resolve("key"));
    for (var file : files()) {
      assertThat(Files.readString(folder.resolve(file))).doesNotContain("SSSSSS");
    }
    assertThat(issue(list("name\nAda\n"), "--api", api.url()).code()).isEqualTo(64);
  }

  /** A key goes nowhere without TLS, and to no path; numbers have a range; columns are known. */
  @ParameterizedTest
  @CsvSource({
    "--api, http://sceau.example",
    "--api, https://sceau.example/path",
    "--api, https://user@sceau.example",
    "--api, sceau.example",
    "--api, ftp://localhost",
    "--batch, 0",
    "--batch, 101",
    "--parallel, 0",
    "--rate, -1",
    "--rate, NaN",
    "--map, other=name",
    "--map, name=nom",
    "--map, name",
    "--map, name="
  })
  void aWrongOptionIsAWrongCommandLine(String option, String value) throws Exception {
    assertThat(issue(list("name\nAda\n"), option, value).code()).isEqualTo(64);
  }

  @Test
  void aListThatTellsNobodyIsAWrongCommandLine() throws Exception {
    assertThat(issue(list("a,b\n1,2\n")).code()).isEqualTo(64);
  }

  @Test
  void aBrokenListIsRefusedBeforeAnythingIsSent() throws Exception {
    var ending = issue(list(people(300) + "\"Ada,x\n"));

    assertThat(ending.code()).isEqualTo(2);
    assertThat(ending.err()).contains("line 302: a quote opens here that is never closed");
    assertThat(api.requests.get()).isZero();
  }

  @Test
  void itGoesNoFasterThanItMay() throws Exception {
    assertThat(issue(list(people(30)), "--rate", "10", "--batch", "10", "--parallel", "1").code())
        .isZero();

    // The clock hardly moves while nothing is waited for in earnest.
    assertThat(runner.pauses).hasSize(2);
    assertThat(runner.pauses.getLast()).isGreaterThan(Duration.ofMillis(500));
  }

  @Test
  void theSummaryForProgramsHasAllNumbers() throws Exception {
    var ending = issue(list("name,email\nAda,\nBob,x\n"), "--json");

    assertThat(ending.out().strip())
        .startsWith("{")
        .contains("\"rows\":2", "\"done\":1", "\"refused\":1", "\"left\":0")
        .doesNotContain("\n");
  }

  @Test
  void itSpeaksFrench() throws Exception {
    runner = runner(Locale.FRANCE);

    assertThat(issue(list("nom\nAda\n")).out()).contains("1 sur 1 décernées");
  }

  private CommandRunner.Ending issue(String list, String... more) {
    return run(List.of("issue", "--csv", list, "--achievement", "first-aid"), more);
  }

  /** The only recipient. */
  private JsonObject awarded() {
    return api.awarded().values().iterator().next();
  }

  private List<String> names() {
    return api.awarded().values().stream()
        .map((JsonObject recipient) -> recipient.string("name").orElse(""))
        .toList();
  }

  static String people(int count) {
    var text = new StringBuilder("name,email\n");
    for (int i = 1; i <= count; i++) {
      text.append("Person ").append(i).append(",p").append(i).append("@example.org\n");
    }
    return text.toString();
  }

  private List<String> lines(String file) throws IOException {
    return Files.readString(folder.resolve(file)).lines().toList();
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
