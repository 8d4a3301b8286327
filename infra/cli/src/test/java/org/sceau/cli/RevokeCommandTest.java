package org.sceau.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sceau.cli.FakeApi.Instead;

class RevokeCommandTest extends ListCommandFixture {

  private static final String ONE = "AAAAAAAAAAAAAAAAAAAAAA";
  private static final String TWO = "BBBBBBBBBBBBBBBBBBBBBA";
  private static final String THREE = "CCCCCCCCCCCCCCCCCCCCCA";
  private static final String UNKNOWN = "unknownDDDDDDDDDDDDDDA";

  @Test
  void eachRowChangesItsCredentialAsItSays() throws Exception {
    var list =
        list(
            "lien;statut;motif\n"
                + ("https://sceau.example/c/" + ONE + ";révoquée;Erreur\n")
                + (TWO + ";suspendue;\n")
                + (THREE + ";;\n"));

    var ending = revoke(list);

    assertThat(ending.code()).as(ending.all()).isZero();
    assertThat(api.statuses())
        .containsExactly(
            Map.entry(ONE, "revoked"), Map.entry(TWO, "suspended"), Map.entry(THREE, "revoked"));
    assertThat(Files.readString(folder.resolve("list.revoke.results.csv")))
        .contains("3;" + TWO + ";suspended");
  }

  @Test
  void whatIsRevokedAlreadyIsDone() throws Exception {
    assertThat(revoke(list("id\n" + ONE + "\n")).code()).isZero();
    Files.delete(folder.resolve("list.revoke.journal"));

    assertThat(revoke(list("id\n" + ONE + "\n" + TWO + "\n")).code()).isZero();
    assertThat(api.statuses()).hasSize(2);
  }

  @Test
  void aRowThatIsRefusedIsTold() throws Exception {
    var ending =
        revoke(
            list("id,status\n" + UNKNOWN + ",\n" + ONE + ",gone\nx,revoked\n" + TWO + ",active\n"));

    assertThat(ending.code()).isEqualTo(1);
    assertThat(ending.err())
        .contains(
            "line 2: No: not-found",
            "line 3: status: Give revoked, suspended or active.",
            "line 4: id: Give the link of the credential");
    assertThat(api.statuses()).containsExactly(Map.entry(TWO, "active"));
  }

  @Test
  void anAnswerThatIsLostIsNoFailure() throws Exception {
    api.instead.add(new Instead(0, Map.of(), "", true));

    assertThat(revoke(list("id\n" + ONE + "\n")).code()).isZero();
    assertThat(Files.readString(folder.resolve("list.revoke.results.csv"))).contains(ONE);
  }

  @Test
  void theCredentialsOfAnAwardAreRevokedByItsResults() throws Exception {
    var results =
        Files.writeString(
            folder.resolve("list.issue.results.csv"),
            "\uFEFFline;id;link\r\n2;" + ONE + ";https://sceau.example/c/" + ONE + "\r\n");

    assertThat(revoke(results.toString(), "--reason", "Awarded in error").code()).isZero();
    assertThat(api.statuses()).containsExactly(Map.entry(ONE, "revoked"));
  }

  @Test
  void whatIsAskedWronglyIsAWrongCommandLine() throws Exception {
    assertThat(revoke(list("a\n1\n")).code()).isEqualTo(64);
    assertThat(revoke(list("id\n" + ONE + "\n"), "--status", "gone").code()).isEqualTo(64);
    assertThat(api.requests.get()).isZero();
  }

  private CommandRunner.Ending revoke(String list, String... more) {
    return run(List.of("revoke", "--csv", list), more);
  }
}
