package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.JsonEdits.json;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sceau.functions.verify.Page.Entry;
import org.sceau.functions.verify.Page.Text;
import org.sceau.verification.Language;
import org.sceau.verification.Messages;

class ClaimsTest {

  @Test
  void claimsAreToldInTheirOrderUnderTheWordsOfTheIssuer() {
    assertThat(
            claims(
                """
                {"id":"did:example:subject","type":"Person","alumniOf":"Université Exemple",
                 "year":2026,"average":15.5,"withHonours":true,"isClass":false,"nothing":null}
                """))
        .containsExactly(
            entry("alumni of", "Université Exemple"),
            entry("year", "2026"),
            entry("average", "15,5"),
            entry("with honours", "Oui"),
            entry("is class", "Non"));
  }

  @Test
  void whatIsWithinAClaimIsToldWithTheWayThere() {
    assertThat(
            claims(
                """
                {"degree":{"type":"Degree","name":{"@value":"Licence","@language":"fr"},
                 "field":["Informatique",{"name":"Mathématiques"}]}}
                """))
        .containsExactly(
            entry("degree › name", "Licence"),
            entry("degree › field", "Informatique"),
            entry("degree › field › name", "Mathématiques"));
  }

  @Test
  void whatSeveralSubjectsHaveIsToldTogether() {
    assertThat(claims("[{\"name\":\"A\"},{\"name\":\"B\"},\"C\"]"))
        .containsExactly(entry("name", "A", "B"));
  }

  @Test
  void anAddressIsALink() {
    assertThat(claims("{\"transcript\":\"https://issuer.example/7\"}"))
        .containsExactly(
            new Entry(
                "transcript",
                List.of(Text.link("https://issuer.example/7", "https://issuer.example/7"))));
  }

  @Test
  void moreThanFortyClaimsAreSaidToBeMore() {
    assertThat(claims(many(40))).hasSize(40);
    var more = claims(many(41));
    assertThat(more).hasSize(41);
    assertThat(more.getLast().values().getFirst().text()).contains("en dit plus");
  }

  @Test
  void whatLiesDeeperThanFourIsSaidToBeMore() {
    assertThat(claims("{\"a\":{\"b\":{\"c\":{\"d\":1}}}}"))
        .containsExactly(entry("a › b › c › d", "1"));
    assertThat(claims("{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":1}}}}}"))
        .extracting(Entry::label)
        .containsExactly("…");
  }

  private static String many(int count) {
    return IntStream.range(0, count)
        .mapToObj("\"claim%1$d\":\"%1$d\""::formatted)
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static List<Entry> claims(String subject) {
    return Claims.of(
        json("{\"credentialSubject\":" + subject + "}"),
        new Messages(Language.FR),
        text -> text.startsWith("https:") ? Optional.of(text) : Optional.empty());
  }

  private static Entry entry(String label, String... values) {
    return new Entry(label, List.of(values).stream().map(Text::of).toList());
  }
}
