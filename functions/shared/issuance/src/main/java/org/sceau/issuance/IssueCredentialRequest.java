package org.sceau.issuance;

import static java.util.Map.entry;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sceau.dataintegrity.DateTimes;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.openbadges.OpenBadgeType;
import org.sceau.records.Deployment;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuingSettings;

/**
 * A credential that its issuer built, as the body of {@code POST /credentials/issue} has it
 * (VC-API): without the properties that only Sceau sets.
 *
 * @param content the issuer's claims
 * @param isOpenBadge whether it must be an Open Badges 3.0 credential
 * @param validFrom the start of the validity period, if not now
 * @param validUntil the end of the validity period; {@code null} if none
 * @param form the form in which it is returned to the issuer
 */
public record IssueCredentialRequest(
    JsonObject content,
    boolean isOpenBadge,
    @Nullable Instant validFrom,
    @Nullable Instant validUntil,
    IssuingSettings.Form form) {

  private static final String CLAIM =
      "Leave this out: it is a claim of the JWT, which Sceau writes from the credential.";

  private static final Map<String, String> SET_BY_SCEAU =
      Map.ofEntries(
          entry("proof", "Leave this out: Sceau sets it, signing with the issuer's key."),
          entry(
              "credentialStatus",
              "Leave this out: Sceau sets it: each credential has a position of its own."),
          entry("iss", CLAIM),
          entry("sub", CLAIM),
          entry("jti", CLAIM),
          entry("nbf", CLAIM),
          entry("exp", CLAIM),
          entry("iat", CLAIM));
  private static final Map<String, String> SET_BY_SCEAU_IN_BADGES =
      Map.ofEntries(
          entry("id", "Leave this out: Sceau sets it: it is the credential's public link."),
          entry("validFrom", "Leave this out: Sceau sets it: it is when the credential is signed."),
          entry("credentialSchema", "Leave this out: Sceau sets it to the schema of Open Badges."),
          entry(
              "refreshService",
              "Leave this out: the credential's link always leads to what is current."));

  /** Reads the body; the reader collects the violations. */
  public static IssueCredentialRequest read(
      FieldReader fields, Issuer issuer, Deployment deployment) {
    var settings = issuer.profile().issuing();
    var form =
        fields
            .object("options", IssueCredentialRequest::form)
            .flatMap(chosen -> chosen)
            .orElse(settings.form());
    var credential = fields.whole("credential").orElse(null);
    if (credential == null) {
      return new IssueCredentialRequest(JsonObject.EMPTY, true, null, null, form);
    }
    boolean isBadge =
        settings.credentials() == IssuingSettings.Kind.OPEN_BADGES
            || OpenBadgeType.matches(credential.json());
    shape(credential.reader(), credential.json(), deployment.did(issuer));
    credential.reader().refuseAll(SET_BY_SCEAU);
    if (isBadge) {
      credential.reader().refuseAll(SET_BY_SCEAU_IN_BADGES);
      badge(credential.reader(), credential.json());
    } else if (credential
        .json()
        .string("id")
        .filter(id -> deployment.credentialId(id).isPresent())
        .isPresent()) {
      credential.reader().refuse("id", "Give an id of your own, or leave this out for a link.");
    }
    var from = date(credential.reader(), credential.json(), "validFrom", isBadge);
    var until = date(credential.reader(), credential.json(), "validUntil", false);
    if (from != null && until != null && !until.isAfter(from)) {
      credential.reader().refuse("validUntil", "Give a time after validFrom.");
    }
    return new IssueCredentialRequest(credential.json(), isBadge, from, until, form);
  }

  private static Optional<IssuingSettings.Form> form(FieldReader options) {
    options.refuseAll(
        Map.of(
            "credentialId",
            "Leave this out: an id of your own stands in the credential, if it may have one.",
            "mandatoryPointers",
            "Leave this out: nothing is disclosed selectively here."));
    return options
        .oneOf("mediaType", IssuingSettings.Form.mediaTypes(), null)
        .flatMap(IssuingSettings.Form::of);
  }

  /** Refuses what VC-API requires to be refused before all other checks. */
  private static void shape(FieldReader fields, JsonObject json, String did) {
    if (json.array("@context").filter(array -> startsWith(array, OpenBadge.DATA_MODEL)).isEmpty()) {
      fields.refuse("@context", "Give an array that begins with " + OpenBadge.DATA_MODEL + ".");
    }
    if (json.array("type")
        .filter(types -> types.items().stream().allMatch(JsonString.class::isInstance))
        .filter(types -> types.items().contains(new JsonString("VerifiableCredential")))
        .isEmpty()) {
      fields.refuse("type", "Give an array of strings with VerifiableCredential among them.");
    }
    if (json.has("issuer")
        && json.string("issuer")
            .or(() -> json.object("issuer").flatMap(issuer -> issuer.string("id")))
            .filter(did::equals)
            .isEmpty()) {
      fields.refuse("issuer", "Leave this out, or give the DID of whose API key this is: " + did);
    }
    if (!json.has("credentialSubject")) {
      fields.refuse(
          "credentialSubject", "Give an object with the subject's claims, or an array of them.");
    }
  }

  private static void badge(FieldReader fields, JsonObject json) {
    if (!OpenBadgeType.matches(json)) {
      fields.refuse(
          "type",
          "Give OpenBadgeCredential among the types: an issuer whose settings say w3c may issue"
              + " others.");
    }
    var subject = json.object("credentialSubject").orElse(null);
    if (subject == null) {
      if (json.has("credentialSubject")) {
        fields.refuse("credentialSubject", "Give one object: a badge has one subject.");
      }
    } else if (!subject.has("id") && subject.list("identifier").isEmpty()) {
      fields.refuse("credentialSubject", "Name the recipient, by an id or an identifier.");
    }
  }

  private static boolean startsWith(JsonArray array, String text) {
    return !array.items().isEmpty() && array.items().getFirst().equals(new JsonString(text));
  }

  /** Reads a date in whole seconds, as the JWT and the record store it. */
  private static @Nullable Instant date(
      FieldReader fields, JsonObject json, String name, boolean isRefused) {
    if (isRefused || !json.has(name)) {
      return null;
    }
    var date = json.string(name).flatMap(DateTimes::read);
    if (date.isEmpty()) {
      fields.refuse(name, "Give a date and time, as 2026-01-15T10:00:00Z.");
    }
    return date.map(time -> time.truncatedTo(ChronoUnit.SECONDS)).orElse(null);
  }

  /** Returns the contexts, completed with those that define the members added to a badge. */
  JsonArray contexts() {
    List<JsonValue> contexts = new ArrayList<>(content.list("@context"));
    if (isOpenBadge) {
      if (contexts.stream()
          .noneMatch(context ->
              context instanceof JsonString(var url)
                  && url.startsWith("https://purl.imsglobal.org/spec/ob/v3p0/context"))) {
        contexts.add(1, new JsonString(OpenBadge.CONTEXT));
      }
      var extensions = new JsonString(OpenBadge.EXTENSIONS);
      if (!contexts.contains(extensions)) {
        contexts.add(extensions);
      }
    }
    return new JsonArray(contexts);
  }
}
