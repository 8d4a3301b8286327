package org.sceau.verification;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sceau.dataintegrity.DateTimes;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.openbadges.DataModel;
import org.sceau.openbadges.OpenBadgeType;

/**
 * A document that has the form of a credential (Verifiable Credentials Data Model v2.0, section 4,
 * or v1.1, section 4). None of its claims is proven, and its contexts are not processed: an
 * additional context does not violate the form.
 *
 * @param json the credential with its proofs
 */
public record CredentialDocument(JsonObject json, DataModel model) {

  /** The result of reading a document. */
  public sealed interface Reading {

    /** The document has the form of a credential. */
    record Read(CredentialDocument document) implements Reading {}

    /**
     * The document envelops a credential that is secured as a JWS (Data Model v2.0, section
     * 4.13.1).
     *
     * @param jws the JWS to read in its place
     */
    record Enveloped(String jws) implements Reading {}

    /**
     * The document envelops a credential with a securing mechanism that is not supported.
     *
     * @param reason one sentence
     */
    record Unsupported(String reason) implements Reading {}

    /**
     * The document is a badge of Open Badges 2.0 or older, which is not a verifiable credential.
     */
    record OpenBadges2() implements Reading {}

    /**
     * The document does not have the form of a credential.
     *
     * @param violations all that is wrong, at least one
     */
    record Refused(List<FormViolation> violations) implements Reading {

      public Refused {
        violations = List.copyOf(violations);
      }
    }
  }

  private static final String ENVELOPED = "EnvelopedVerifiableCredential";

  /**
   * The prefixes of a {@code data:} URL with a JWS: the registered media type, its name in drafts
   * with a parameter without meaning, and the plain type of JWTs.
   */
  private static final List<String> ENVELOPES =
      List.of(
          "data:application/vc+jwt,",
          "data:application/vc-ld+jwt,",
          "data:application/vc-ld+jwt;base64url,",
          "data:application/jwt,");

  /** The other registered securing mechanisms (VC-JOSE-COSE, sections 3.2 and 3.3). */
  private static final List<String> OTHER_ENVELOPES =
      List.of("data:application/vc+sd-jwt,", "data:application/vc+cose;base64,");

  private static final int MAX_SUBJECTS = 1_000;

  /** Reads a credential, without or with embedded proofs, or an envelope. */
  public static Reading read(JsonObject json) {
    return read(json, "");
  }

  /**
   * Reads a credential within a document.
   *
   * @param path its JSON Pointer in that document
   */
  static Reading read(JsonObject json, String path) {
    if (DocumentRules.types(json).contains(ENVELOPED)) {
      return envelope(json, path, ENVELOPES)
          .<Reading>map(Reading.Enveloped::new)
          .or(() ->
              envelope(json, path, OTHER_ENVELOPES)
                  .map(_ -> new Reading.Unsupported("SD-JWT and COSE are not verified here.")))
          .orElseGet(() ->
              new Reading.Refused(
                  List.of(
                      FormViolation.malformed(
                          path + "/id",
                          "An envelope has the first context of the data model, and as its id "
                              + ENVELOPES.getFirst()
                              + " and a JWS."))));
    }
    if (isOpenBadges2(json)) {
      return new Reading.OpenBadges2();
    }
    var rules = new DocumentRules(json, path, new ArrayList<>());
    var model = rules.context();
    rules.type("VerifiableCredential");
    rules.url("id");
    rules.party("issuer");
    subjects(rules, json);
    // Which dates there may be the model says: without one the newer is meant.
    dates(rules, json, model.orElse(DataModel.V2_0));
    boolean first = model.filter(DataModel.V1_1::equals).isPresent();
    rules.typed("credentialStatus", first);
    rules.typed("refreshService", first);
    rules.typed("credentialSchema", true);
    rules.typed("termsOfUse", false);
    rules.typed("evidence", false);
    rules.typed("proof", false);
    rules.relatedResources();
    if (!first) {
      texts(rules, json);
    }
    return model.isPresent() && rules.violations().isEmpty()
        ? new Reading.Read(new CredentialDocument(json, model.get()))
        : new Reading.Refused(rules.violations());
  }

  /** Returns the content of an envelope's id; empty if it has none of the media types. */
  static Optional<String> envelope(JsonObject json, String path, List<String> prefixes) {
    var context = json.list("@context");
    if (context.isEmpty() || !context.getFirst().equals(new JsonString(DataModel.V2_0.context()))) {
      return Optional.empty();
    }
    var id = json.string("id").orElse("");
    return prefixes.stream()
        .filter(id::startsWith)
        .findFirst()
        .map(prefix -> id.substring(prefix.length()));
  }

  public Optional<String> id() {
    return json.string("id");
  }

  public String issuerId() {
    return json.string("issuer")
        .or(() -> json.object("issuer").flatMap(issuer -> issuer.string("id")))
        .orElseThrow();
  }

  /** Returns the subjects; at least one. */
  public List<JsonObject> subjects() {
    List<JsonObject> subjects = new ArrayList<>();
    for (var subject : json.list("credentialSubject")) {
      if (subject instanceof JsonObject object) {
        subjects.add(object);
      }
    }
    return subjects;
  }

  /** Returns the start of the validity period; empty if it has none. */
  public Optional<Instant> validFrom() {
    return json.string(model.from()).flatMap(DateTimes::read);
  }

  /** Returns the end of the validity period; empty if it has none. */
  public Optional<Instant> validUntil() {
    return json.string(model.until()).flatMap(DateTimes::read);
  }

  /** Tells whether it is an Open Badges 3.0 credential, on either data model. */
  public boolean isOpenBadge() {
    return OpenBadgeType.matches(json);
  }

  /**
   * Tells whether it is a badge that names no person: its subject has neither an id nor an
   * identifier (Open Badges 3.0, section 9.2, step 1). Any holder of the file may show it.
   */
  boolean namesNobody() {
    return isOpenBadge()
        && subjects().stream()
            .allMatch(subject -> !subject.has("id") && subject.list("identifier").isEmpty());
  }

  /** Tells whether it has an embedded proof. */
  public boolean hasProof() {
    return !json.list("proof").isEmpty();
  }

  private static boolean isOpenBadges2(JsonObject json) {
    return json.list("@context").stream()
            .anyMatch(context ->
                context instanceof JsonString(var url)
                    && (url.startsWith("https://w3id.org/openbadges/v")
                        || url.startsWith("http://w3id.org/openbadges/v")
                        || url.startsWith("https://openbadgespec.org/v")))
        && !DocumentRules.types(json).contains("VerifiableCredential");
  }

  private static void subjects(DocumentRules rules, JsonObject json) {
    var subject = json.get("credentialSubject");
    switch (subject) {
      case JsonObject _ -> {}
      case JsonArray(var items) when !items.isEmpty() && items.size() <= MAX_SUBJECTS -> {}
      case null, default -> {
        rules.refuse(
            "credentialSubject",
            "\"credentialSubject\" must be an object, or 1 to " + MAX_SUBJECTS + " of them.");
        return;
      }
    }
    boolean isBadge = OpenBadgeType.matches(json);
    rules.each(
        "credentialSubject",
        (inner, object) -> {
          if (object.members().isEmpty()) {
            inner.refuse("", "A subject has at least one claim.");
          }
          inner.url("id");
          if (isBadge && object.object("achievement").isEmpty()) {
            inner.refuse("achievement", "The subject of a badge has an achievement.");
          }
        });
  }

  private static void dates(DocumentRules rules, JsonObject json, DataModel model) {
    if (model == DataModel.V1_1 && !json.has(model.from())) {
      rules.refuse(model.from(), "\"" + model.from() + "\" is required.");
    }
    var from = date(rules, json, model.from());
    var until = date(rules, json, model.until());
    if (from.isPresent() && until.filter(from.get()::isAfter).isPresent()) {
      rules.refuse(model.until(), "The validity period ends before it begins.");
    }
  }

  private static Optional<Instant> date(DocumentRules rules, JsonObject json, String name) {
    var date = json.string(name).flatMap(DateTimes::read);
    if (json.has(name) && date.isEmpty()) {
      rules.refuse(name, "\"" + name + "\" must be a date and time.");
    }
    return date;
  }

  private static void texts(DocumentRules rules, JsonObject json) {
    rules.languageText("name");
    rules.languageText("description");
    if (json.get("issuer") instanceof JsonObject) {
      rules.each(
          "issuer",
          (issuer, _) -> {
            issuer.languageText("name");
            issuer.languageText("description");
          });
    }
  }
}
