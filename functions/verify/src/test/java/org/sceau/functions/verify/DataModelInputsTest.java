package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.JsonEdits.json;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.dataintegrity.jsonld.ContextTypes;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.verification.CredentialDocument;
import org.sceau.verification.FormViolation;
import org.sceau.verification.PresentationDocument;

/** The inputs of the W3C's tests of the data model, each of which says in its name what it is. */
class DataModelInputsTest {

  private static final String FOLDER = "vc-data-model-2.0";
  private static final ContextTypes TYPES = new ContextTypes(new BundledContexts());

  static Stream<String> inputs() {
    return Stream.concat(
            Resources.names(FOLDER).stream(),
            Resources.names(FOLDER + "/names-and-descriptions").stream()
                .map(name -> "names-and-descriptions/" + name))
        .filter(name -> name.endsWith(".json") && !name.contains("self-asserted"));
  }

  @Test
  void noInputIsLeftOut() {
    assertThat(inputs().count()).isEqualTo(116);
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void anInputIsTakenOrRefusedAsItsNameSays(String name) {
    var violations = violations(input(name), name.startsWith("presentation"));

    if (name.endsWith("-ok.json")) {
      assertThat(violations).isEmpty();
    } else {
      assertThat(name).matches(".*-fail(-or-inject)?\\.json");
      assertThat(violations).isNotEmpty();
      assertThat(violations)
          .allSatisfy(violation -> {
            assertThat(violation.problemType())
                .isEqualTo("https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR");
            assertThat(violation.message()).isNotBlank();
          });
      if (!name.contains("issuer")) {
        // It fails for what it is about.
        assertThat(violations).noneMatch(violation -> violation.path().startsWith("/issuer"));
      }
    }
  }

  @Test
  void aTypeIsMappedByTheContextsThatAreAtHand() {
    var base = input("credential-ok.json");

    assertThat(TYPES.violations(typed(base, "Unmapped"))).isNotEmpty();
    assertThat(TYPES.violations(typed(base, "https://x.example/T"))).isEmpty();
    assertThat(TYPES.violations(typed(base, "BitstringStatusListCredential"))).isEmpty();
    assertThat(TYPES.violations(typed(base, "OpenBadgeCredential"))).isNotEmpty();
    assertThat(
            TYPES.violations(
                typed(
                    with(base, "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"),
                    "OpenBadgeCredential")))
        .isEmpty();
    assertThat(
            TYPES.violations(
                typed(with(base, "https://www.w3.org/ns/credentials/undefined-terms/v2"), "Any")))
        .isEmpty();
    // What an unknown context maps is unknown, not wrong.
    assertThat(TYPES.violations(typed(with(base, "https://x.example/context"), "Any"))).isEmpty();
  }

  @Test
  void theBadgesOfTheVectorsHaveTypesThatAreMapped() {
    for (var vector : List.of("ob3", "micro-credential-eddsa-rdfc-2022", "eddsa-jcs-2022")) {
      assertThat(violations(Resources.json("vectors/" + vector + "/signed.json"), false)).isEmpty();
    }
    assertThat(violations(Resources.json("vectors/status-list.json"), false)).isEmpty();
    assertThat(violations(Resources.json("vectors/annex-one.json"), false)).isEmpty();
  }

  private static List<FormViolation> violations(JsonObject json, boolean isPresentation) {
    var violations = new ArrayList<FormViolation>();
    if (isPresentation) {
      if (PresentationDocument.read(json)
          instanceof PresentationDocument.Reading.Refused(var refused)) {
        violations.addAll(refused);
      }
    } else if (CredentialDocument.read(json)
        instanceof CredentialDocument.Reading.Refused(var refused)) {
      violations.addAll(refused);
    }
    TYPES
        .violations(json)
        .forEach(found -> violations.add(FormViolation.malformed(found.path(), found.message())));
    return violations;
  }

  /** As the W3C's tests send it: with an issuer, and with dates for words. */
  private static JsonObject input(String name) {
    var text =
        Resources.text(FOLDER + "/" + name)
            .replace("PAST DATE", "2020-01-01T00:00:00Z")
            .replace("FUTURE DATE", "2999-01-01T00:00:00Z");
    var json = json(text);
    var issuer = new JsonString("did:example:issuer");
    if (name.startsWith("presentation") || name.equals("credential-no-issuer-fail.json")) {
      return json;
    }
    if (!json.has("issuer")) {
      return json.with("issuer", issuer);
    }
    return json.object("issuer")
        .filter(object -> !object.has("id"))
        .map(object -> json.with("issuer", object.with("id", issuer)))
        .orElse(json);
  }

  private static JsonObject typed(JsonObject json, String type) {
    return json.with("type", JsonArray.ofStrings("VerifiableCredential", type));
  }

  private static JsonObject with(JsonObject json, String context) {
    return json.with(
        "@context", JsonArray.ofStrings("https://www.w3.org/ns/credentials/v2", context));
  }
}
