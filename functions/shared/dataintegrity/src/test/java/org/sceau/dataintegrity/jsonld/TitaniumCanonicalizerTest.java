package org.sceau.dataintegrity.jsonld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.sceau.dataintegrity.jsonld.Documents.json;
import static org.sceau.dataintegrity.jsonld.Documents.names;
import static org.sceau.dataintegrity.jsonld.Documents.parse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.dataintegrity.Canonicalizer.Canonicalization;
import org.sceau.dataintegrity.Digest;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;

class TitaniumCanonicalizerTest {

  private static final TitaniumCanonicalizer CANONICALIZER =
      new TitaniumCanonicalizer(new BundledContexts());
  private static final JsonObject BASE = json("vectors/micro-credential.json");

  /** Each file holds a document that is wrong in the way its name says, and the culprit. */
  static Stream<String> refusedDocuments() {
    return names("refused").stream();
  }

  @ParameterizedTest
  @MethodSource("refusedDocuments")
  void aDocumentThatASignatureWouldNotCoverIsRefusedByName(String file) {
    var example = json("refused/" + file);

    var outcome = CANONICALIZER.canonicalize(example.object("document").orElseThrow());

    assertThat(reason(outcome)).contains(example.string("named").orElseThrow());
  }

  /** A term that this canonicalizer does not know makes a document unsupported, not invalid. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "context-unknown.json", "context-object.json",
        "context-with-vocab.json", "context-over-http.json",
        "context-of-metadata-service.json", "language-with-direction.json"
      })
  void aDocumentThatIsNotUnderstoodIsNeitherRightNorWrong(String file) {
    var document = json("refused/" + file).object("document").orElseThrow();

    assertThat(CANONICALIZER.canonicalize(document)).isInstanceOf(Canonicalization.Unknown.class);
  }

  private static String reason(Canonicalization outcome) {
    return switch (outcome) {
      case Canonicalization.Canonical(var nquads) -> "canonical: " + nquads;
      case Canonicalization.Refused(var reason) -> reason;
      case Canonicalization.Unknown(var reason) -> reason;
      case Canonicalization.Unreadable(var reason) -> reason;
    };
  }

  /** As C's printf and every other processor have it. */
  @ParameterizedTest
  @CsvSource({
    "64.01, 6.401000000000001E1",
    "0.07, 7.000000000000001E-2",
    "8.03, 8.029999999999999E0",
    "-71.01, -7.101000000000001E1",
    "7.5, 7.5E0",
    "9999.99, 9.99999E3"
  })
  void aDoubleHasTheDigitsThatItHasAndNotTheFewestThatTellIt(String number, String canonical) {
    var document =
        parse(
            """
            {"@context":["https://www.w3.org/ns/credentials/v2",
              "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
             "type":["VerifiableCredential"],"issuer":"https://issuer.example/",
             "credentialSubject":{"type":["AchievementSubject"],"creditsEarned":%s}}
            """
                .formatted(number));

    assertThat(CANONICALIZER.shortWay(document, Digest.SHA_256).orElseThrow())
        .contains("\"" + canonical + "\"");
    assertThat(CANONICALIZER.longWay(document, Digest.SHA_256).toString())
        .contains("\"" + canonical + "\"");
  }

  @Test
  void aPoisonGraphIsRefusedFastAndEveryTimeAlike() {
    var poison = json("refused/poison-equal-results.json").object("document").orElseThrow();

    var outcomes =
        assertTimeout(
            Duration.ofSeconds(10),
            () ->
                IntStream.range(0, 20)
                    .mapToObj(_ -> CANONICALIZER.canonicalize(poison))
                    .distinct()
                    .toList());

    // A limit of this verifier is not the document's fault.
    assertThat(outcomes).hasSize(1).first().isInstanceOf(Canonicalization.Unknown.class);
  }

  @Test
  void aBadgeWithManyObjectsIsNotTakenForPoison() {
    var alignment =
        JsonObject.builder().put("type", "Alignment").put("targetName", "Skill").build();
    List<JsonValue> different = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      different.add(alignment.with("targetUrl", new JsonString("https://issuer.example/" + i)));
    }

    assertThat(CANONICALIZER.canonicalize(withAchievement("alignment", new JsonArray(different))))
        .isInstanceOf(Canonicalization.Canonical.class);
    var equal = new JsonArray(Collections.nCopies(300, different.getFirst()));
    assertThat(CANONICALIZER.canonicalize(withAchievement("alignment", equal)))
        .isInstanceOf(Canonicalization.Canonical.class);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 3",
    "3.0, 3",
    "30e-1, 3",
    "3.5, 3.5E0",
    "0.1, 1.0E-1",
    "-0.0, 0",
    "1e20, 100000000000000000000",
    "1e21, 1.0E21"
  })
  void aNumberHasTheLexicalFormOfJsonLdHoweverItIsWritten(String literal, String lexical) {
    var subject = BASE.object("credentialSubject").orElseThrow();
    var document =
        BASE.with("credentialSubject", subject.with("creditsEarned", new JsonNumber(literal)));

    assertThat(nquads(document))
        .contains(
            "creditsEarned> \"" + lexical + "\"^^<https://www.w3.org/2001/XMLSchema#float> .");
  }

  @Test
  void charactersAreEscapedAsCanonicalNQuadsHasThem() {
    assertThat(
            nquads(BASE.with("name", new JsonString("a\tb\nc\rd\"e\\f\u007f\u0001\b\f é\u2028"))))
        .contains("\"a\\tb\\nc\\rd\\\"e\\\\f\\u007F\\u0001\\b\\f é\u2028\"");
  }

  /** What is within another document keeps its own meaning there, by contexts that are known. */
  @Test
  void aCredentialInAPresentationHasItsOwnContexts() {
    var credential = BASE.without("proof");
    var presentation =
        parse(
                """
                {"@context":["https://www.w3.org/ns/credentials/v2"],"type":"VerifiablePresentation"}
                """)
            .with("verifiableCredential", JsonArray.of(credential));

    assertThat(nquads(presentation))
        .contains("<https://www.w3.org/2018/credentials#verifiableCredential>")
        .contains("<https://purl.imsglobal.org/spec/vc/ob/vocab.html#achievement>");
    for (var context :
        List.of(
            JsonArray.ofStrings("https://www.w3.org/ns/credentials/v2", "https://x.example/c"),
            JsonArray.of(parse("{\"issuer\":\"https://x.example/evil\"}")))) {
      var other = JsonArray.of(credential.with("@context", context));
      assertThat(CANONICALIZER.canonicalize(presentation.with("verifiableCredential", other)))
          .isInstanceOf(Canonicalization.Unknown.class);
    }
    var holder =
        parse(
            """
            {"id":"did:example:a","@context":"https://www.w3.org/ns/credentials/v2"}
            """);
    assertThat(CANONICALIZER.canonicalize(presentation.with("holder", holder)))
        .isInstanceOf(Canonicalization.Refused.class);
  }

  @Test
  void theOrderOfMembersMakesNoDifference() {
    var reversed = JsonObject.builder();
    List<String> names = new ArrayList<>(BASE.members().keySet());
    Collections.reverse(names);
    names.forEach(name -> reversed.put(name, BASE.get(name)));

    assertThat(nquads(reversed.build())).isEqualTo(nquads(BASE));
  }

  @Test
  void everyTermOfOurContextIsPartOfWhatIsSigned() {
    var plain = json("vectors/annex-one.json");
    var achievement =
        plain.object("credentialSubject").orElseThrow().object("achievement").orElseThrow();
    var nquads = nquads(plain);
    String[] terms = {
      "assessmentType", "creditUnit", "eqfCycle", "furtherInformation",
      "identityChecked", "participationType", "prerequisites", "qualityAssurance",
      "stackability", "supervisionType", "workloadHours"
    };
    for (var term : terms) {
      assertThat(achievement.has(term)).as(term).isTrue();
      assertThat(nquads).contains("<https://w3id.org/sceau/micro-credential#" + term + ">");
    }
    assertThat(nquads)
        .contains("\"75\"^^<http://www.w3.org/2001/XMLSchema#integer>")
        .contains("\"true\"^^<http://www.w3.org/2001/XMLSchema#boolean>")
        .contains("<https://w3id.org/sceau/micro-credential#QualityAssurance>");
  }

  @Test
  void severalThreadsGetTheSame() throws Exception {
    var expected = nquads(BASE);
    var fresh = new TitaniumCanonicalizer(new BundledContexts());
    try (var threads = Executors.newFixedThreadPool(4)) {
      var work =
          Collections.nCopies(40, (Callable<Canonicalization>) () -> fresh.canonicalize(BASE));
      for (var done : threads.invokeAll(work)) {
        assertThat(done.get()).isEqualTo(new Canonicalization.Canonical(expected));
      }
    }
  }

  private static String nquads(JsonObject document) {
    var outcome = CANONICALIZER.canonicalize(document);
    return outcome instanceof Canonicalization.Canonical(var nquads)
        ? nquads
        : fail(outcome.toString());
  }

  private static JsonObject withAchievement(String name, JsonValue value) {
    var subject = BASE.object("credentialSubject").orElseThrow();
    var achievement = subject.object("achievement").orElseThrow().with(name, value);
    return BASE.with("credentialSubject", subject.with("achievement", achievement));
  }
}
