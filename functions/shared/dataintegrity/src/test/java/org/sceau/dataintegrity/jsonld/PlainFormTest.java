package org.sceau.dataintegrity.jsonld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.dataintegrity.jsonld.Documents.json;
import static org.sceau.dataintegrity.jsonld.Documents.names;
import static org.sceau.dataintegrity.jsonld.Documents.parse;

import java.util.List;
import java.util.Objects;
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
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;

/** What is published is plain; {@link RewrittenCredentialTest} has what is not. */
class PlainFormTest {

  private static final TitaniumCanonicalizer CANONICALIZER =
      new TitaniumCanonicalizer(new BundledContexts());

  private static final String INPUTS = "vc-data-model-2.0";

  static Stream<JsonObject> vectors() {
    return names("vectors").stream()
        .map(
            name -> name.endsWith(".json") ? "vectors/" + name : "vectors/" + name + "/signed.json")
        .map(Documents::json)
        .flatMap(signed ->
            Stream.concat(
                Stream.of(signed.without("proof")),
                signed.list("proof").stream()
                    .map(JsonObject.class::cast)
                    .map(proof -> options(proof, signed))));
  }

  static Stream<JsonObject> inputs() {
    return Stream.of(INPUTS, INPUTS + "/names-and-descriptions")
        .flatMap(folder ->
            names(folder).stream()
                .filter(name -> name.endsWith("-ok.json"))
                .map(name -> json(folder + "/" + name)))
        .map(input -> input.without("proof"));
  }

  private static JsonObject options(JsonObject proof, JsonObject signed) {
    return proof
        .without("proofValue")
        .with("@context", Objects.requireNonNull(signed.get("@context")));
  }

  @ParameterizedTest
  @MethodSource({"vectors", "inputs"})
  void whatHasACanonicalFormIsPlain(JsonObject published) {
    assertThat(CANONICALIZER.canonicalize(published))
        .isEqualTo(
            CANONICALIZER
                .shortWay(published, Digest.SHA_256)
                .<Canonicalization>map(Canonicalization.Canonical::new)
                .orElseGet(() -> CANONICALIZER.longWay(published, Digest.SHA_256)));
  }

  /** Most have a canonical form; the rest has undefined terms, or texts with a direction. */
  @Test
  void mostOfWhatIsPublishedIsAccepted() {
    assertThat(vectors().filter(PlainFormTest::isAccepted).count()).isGreaterThanOrEqualTo(20);
    assertThat(inputs().filter(PlainFormTest::isAccepted).count()).isGreaterThanOrEqualTo(40);
    assertThat(isAccepted(json("vectors/clr-with-badge.json").without("proof"))).isTrue();
  }

  /** An endorsement within a badge, and credentials in a presentation, are documents too. */
  @ParameterizedTest
  @ValueSource(strings = {"endorsement", "verifiableCredential"})
  void documentsWithinADocumentAreChecked(String member) {
    var plain = holder(member, inner());
    var end =
        parse(
            """
            {"@value":"2026-01-16T10:00:00Z","@type":"http://www.w3.org/2001/XMLSchema#dateTime"}
            """);
    var renamed =
        inner().without("validUntil").with("https://www.w3.org/2018/credentials#validUntil", end);
    var subject =
        parse(
            """
            {"id":"https://issuer.example/credentials/2",
             "type":["EndorsementSubject"],"endorsementComment":"Good."}
            """);
    var itself = inner().with("credentialSubject", subject);
    var array = inner().with("validUntil", JsonArray.of(text("2026-01-16T10:00:00Z")));

    assertThat(CANONICALIZER.canonicalize(plain)).isInstanceOf(Canonicalization.Canonical.class);
    for (var rewritten : List.of(renamed, itself, array)) {
      assertThat(CANONICALIZER.canonicalize(holder(member, rewritten)))
          .isInstanceOf(Canonicalization.Unreadable.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "criteria, https://purl.imsglobal.org/spec/vc/ob/vocab.html#Criteria",
    "name, https://schema.org/name"
  })
  void theReasonSaysWhere(String name, String iri) {
    var badge = json("vectors/ob3/signed.json").without("proof");
    var subject = badge.object("credentialSubject").orElseThrow();
    var achievement = subject.object("achievement").orElseThrow();
    var value = Objects.requireNonNull(achievement.get(name));
    var rewritten =
        badge.with(
            "credentialSubject",
            subject.with("achievement", achievement.without(name).with(iri, value)));

    assertThat(CANONICALIZER.canonicalize(rewritten))
        .isEqualTo(
            new Canonicalization.Unreadable(
                "The document cannot be read safely at \"/credentialSubject/achievement/"
                    + iri.replace("/", "~1")
                    + "\": its name is no term of the context."));
  }

  @Test
  void termsOfAVocabularyArePlainUnlessATermHasTheirIri() {
    var input = json(INPUTS + "/credential-ok.json").with("issuer", text("urn:x:i"));
    var vocabulary =
        input.with(
            "@context",
            JsonArray.ofStrings(
                "https://www.w3.org/ns/credentials/v2",
                "https://www.w3.org/ns/credentials/undefined-terms/v2"));

    assertThat(CANONICALIZER.canonicalize(vocabulary.with("mine", text("x"))))
        .isInstanceOf(Canonicalization.Canonical.class);
    var iri = "https://www.w3.org/ns/credentials/undefined-term#mine";
    assertThat(CANONICALIZER.canonicalize(vocabulary.with(iri, text("x"))))
        .isInstanceOf(Canonicalization.Unreadable.class);
  }

  private static JsonObject inner() {
    return parse(
        """
        {"@context":["https://www.w3.org/ns/credentials/v2",
          "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
         "id":"https://issuer.example/credentials/2",
         "type":["VerifiableCredential","EndorsementCredential"],
         "issuer":{"id":"https://issuer.example/i","type":["Profile"]},
         "validFrom":"2026-01-15T10:00:00Z","validUntil":"2026-01-16T10:00:00Z",
         "credentialSubject":{"id":"https://issuer.example/a/1","type":["EndorsementSubject"],
          "endorsementComment":"Good."}}
        """);
  }

  private static JsonObject holder(String member, JsonObject inner) {
    return member.equals("endorsement")
        ? json("vectors/ob3/signed.json")
            .without("proof")
            .with(member, JsonArray.of(inner.without("@context")))
        : parse(
                """
                {"@context":["https://www.w3.org/ns/credentials/v2"],
                 "type":["VerifiablePresentation"],"holder":"https://issuer.example/i"}
                """)
            .with(member, JsonArray.of(inner));
  }

  private static boolean isAccepted(JsonObject document) {
    return CANONICALIZER.canonicalize(document) instanceof Canonicalization.Canonical;
  }

  private static JsonValue text(String text) {
    return new JsonString(text);
  }
}
