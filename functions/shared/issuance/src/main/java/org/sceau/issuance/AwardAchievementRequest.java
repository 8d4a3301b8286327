package org.sceau.issuance;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.openbadges.OpenBadgeFields;
import org.sceau.openbadges.ResultRules;
import org.sceau.records.catalog.Achievement;

/** The body of {@code POST /achievements/{achievement}/credentials}. */
public final class AwardAchievementRequest {

  public static final int MAX_RECIPIENTS = 100;

  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final Pattern DID = Pattern.compile("did:[a-z0-9]{1,20}:[A-Za-z0-9._:%-]{1,500}");
  private static final Set<String> RESULT_STATUS =
      Set.of("Completed", "Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew");

  /** The identifier types that reveal a person or allow contact, and so are always hashed. */
  static final Set<String> NEVER_PLAIN = Set.of("emailAddress", "nationalIdentityNumber");

  private static final String STATUS =
      "Sceau gives every credential its position in a status list: leave it out.";

  private static final Map<String, String> NOT_TO_BE_SET =
      Map.ofEntries(
          Map.entry("@context", "Sceau sets the contexts: leave them out."),
          Map.entry("type", "Sceau sets the types of the credential: leave them out."),
          Map.entry("issuer", "The issuer is the one of your API key: leave it out."),
          Map.entry("proof", "Sceau signs the credential itself: leave the proof out."),
          Map.entry("credentialStatus", STATUS),
          Map.entry("credentialSchema", "Sceau names the schema it checks against: leave it out."),
          Map.entry("credentialSubject", "Say whom you award in recipients."),
          Map.entry("achievement", "The achievement is the one of the address: leave it out."),
          Map.entry("validFrom", "A credential is valid from when it is issued: leave it out."),
          Map.entry("validUntil", "How long it is valid is said by validity of the achievement."),
          Map.entry("issuanceDate", "This is of an older version: give awardedDate, if any."),
          Map.entry(
              "expirationDate", "How long it is valid is said by validity of the achievement."),
          Map.entry("refreshService", "Sceau keeps every credential as it is: leave it out."),
          Map.entry(
              "termsOfUse", "No context of the credential defines any terms: leave them out."),
          Map.entry("endorsement", OpenBadgeFields.NO_ENDORSEMENT),
          Map.entry("endorsementJwt", OpenBadgeFields.NO_ENDORSEMENT));

  private static final Map<String, String> NOT_OF_A_CREDENTIAL =
      Map.of(
          "id", "The id is the credential's public link, which Sceau sets: leave it out.",
          "evidence", "Say of each recipient which evidence there is.");

  private static final Map<String, String> NOT_OF_A_RECIPIENT =
      Map.of(
          "awardedDate", "Give it beside recipients: it holds for all of them.",
          "identifier", "Give identifiers, email or name, of which Sceau makes it.",
          "result", "Give results.");

  private static final Map<String, String> NOT_OF_AN_IDENTIFIER =
      Map.of(
          "identityHash", "Give the identifier itself: Sceau hashes it.",
          "salt", "Sceau makes a new salt for every credential: leave it out.");

  private AwardAchievementRequest() {}

  /**
   * The content of the body.
   *
   * @param awardedDate when the achievement was awarded, if not now
   * @param presentation {@code name}, {@code description} and {@code image} of the credentials,
   *     where they differ from the achievement's
   */
  public record Award(
      List<Recipient> recipients, @Nullable Instant awardedDate, JsonObject presentation) {

    public Award {
      recipients = List.copyOf(recipients);
    }
  }

  /** Reads the body; the reader collects the violations. */
  public static Award read(FieldReader fields, Achievement achievement, Instant now) {
    fields.refuseAll(NOT_TO_BE_SET);
    fields.refuseAll(NOT_OF_A_CREDENTIAL);
    fields.requirePresent("recipients");
    var results = resultDescriptions(achievement);
    var keys = new HashSet<String>();
    var recipients =
        fields.objects("recipients", MAX_RECIPIENTS, inner -> recipient(inner, results, keys));
    var awarded = fields.instant("awardedDate");
    if (awarded.isPresent() && awarded.get().isAfter(now)) {
      fields.refuse("awardedDate", "Give a date that is not in the future.");
    }
    var presentation =
        JsonObject.builder()
            .put("name", fields.text("name", 200).orElse(null))
            .put("description", fields.text("description", 5_000).orElse(null))
            .put("image", fields.object("image", OpenBadgeFields::image).orElse(null))
            .build();
    return new Award(recipients, awarded.orElse(null), presentation);
  }

  private static Recipient recipient(
      FieldReader fields, Map<String, ResultRules> resultDescriptions, Set<String> keys) {
    fields.refuseAll(NOT_TO_BE_SET);
    fields.refuseAll(NOT_OF_A_RECIPIENT);
    var key =
        fields.matching("key", KEY, "Give 1 to 255 printable ASCII characters without blanks.");
    if (key.isPresent() && !keys.add(key.get())) {
      fields.refuse("key", "Another recipient of this request has the same key.");
    }
    var did = fields.matching("did", DID, "Give a DID, as did:key:z6Mk….");
    var id = fields.url("id", "urn", "did");
    if (fields.has("did") && fields.has("id")) {
      fields.refuse("id", "Give did or id: a recipient has one id.");
    }
    var name = fields.text("name", 200);
    var email = fields.matching("email", OpenBadgeFields.EMAIL, "Give an e-mail address.");
    var identifiers = fields.objects("identifiers", 20, AwardAchievementRequest::identifier);
    if (Stream.of("did", "id", "name", "email", "identifiers").noneMatch(fields::has)) {
      fields.refuse(
          "name",
          "Name the recipient: by name, email, did, id or identifiers, or several of them.");
    }
    var started = fields.instant("activityStartDate");
    var ended = fields.instant("activityEndDate");
    if (started.isPresent() && ended.isPresent() && ended.get().isBefore(started.get())) {
      fields.refuse("activityEndDate", "Give a date that is not before activityStartDate.");
    }
    var results = fields.objects("results", 50, inner -> result(inner, resultDescriptions));
    var subject =
        JsonObject.builder()
            .put("activityStartDate", started.map(Instant::toString).orElse(null))
            .put("activityEndDate", ended.map(Instant::toString).orElse(null))
            .put("creditsEarned", fields.number("creditsEarned", 0, 10_000).orElse(null))
            .put("image", fields.object("image", OpenBadgeFields::image).orElse(null))
            .put("licenseNumber", fields.text("licenseNumber", 200).orElse(null))
            .put("narrative", OpenBadgeFields.narrative(fields).orElse(null))
            .put("role", fields.text("role", 200).orElse(null))
            .put("source", fields.object("source", OpenBadgeFields::profile).orElse(null))
            .put("term", fields.text("term", 200).orElse(null))
            .put("result", OpenBadgeFields.array(results))
            .build();
    var evidence = fields.objects("evidence", 20, AwardAchievementRequest::evidence);
    boolean named = Stream.of(did, id, email).anyMatch(Optional::isPresent);
    return new Recipient(
        did.or(() -> id).orElse(null),
        // What is ill-formed has been noted; the placeholder only keeps the record whole.
        name.orElse(named || !identifiers.isEmpty() ? null : "?"),
        email.orElse(null),
        identifiers,
        subject,
        evidence);
  }

  private static Recipient.Identifier identifier(FieldReader fields) {
    fields.refuseAll(NOT_OF_AN_IDENTIFIER);
    fields.typed("type", "IdentityObject");
    fields.requirePresent("identityType");
    var type = fields.oneOf("identityType", OpenBadgeFields.IDENTIFIER_TYPES, "ext:").orElse("?");
    var value = fields.requiredText("identifier", 500);
    boolean hashed = fields.bool("hashed").orElse(true);
    if (!hashed && NEVER_PLAIN.contains(type)) {
      fields.refuse(
          "hashed", "Leave it out: every reader of the credential would see the identifier.");
    }
    if (type.equals("emailAddress") && !OpenBadgeFields.EMAIL.matcher(value).matches()) {
      fields.refuse("identifier", "Give an e-mail address.");
    }
    return new Recipient.Identifier(type, value, hashed);
  }

  private static JsonObject result(
      FieldReader fields, Map<String, ResultRules> resultDescriptions) {
    fields.typed("type", "Result");
    var description = fields.string("resultDescription");
    var rules = description.map(resultDescriptions::get).orElse(null);
    if (description.isPresent() && rules == null) {
      fields.refuse(
          "resultDescription", "Give the id of one of the achievement's resultDescription.");
    }
    if (!fields.has("value") && !fields.has("achievedLevel") && !fields.has("status")) {
      fields.refuse("value", "Give a value, an achievedLevel or a status.");
    }
    var value = fields.text("value", 200);
    var level = fields.url("achievedLevel", "urn");
    if (rules != null) {
      value.flatMap(rules::whyNot).ifPresent(reason -> fields.refuse("value", reason));
      if (level.isPresent() && !rules.hasLevel(level.get())) {
        fields.refuse("achievedLevel", "Give the id of a level of the result description.");
      }
    }
    return JsonObject.builder()
        .put("type", JsonArray.ofStrings("Result"))
        .put("resultDescription", description.orElse(null))
        .put("value", value.orElse(null))
        .put("achievedLevel", level.orElse(null))
        .put("alignment", OpenBadgeFields.alignments(fields))
        .put("status", fields.oneOf("status", RESULT_STATUS, null).orElse(null))
        .build();
  }

  private static JsonObject evidence(FieldReader fields) {
    fields.typed("type", "Evidence");
    var evidence =
        JsonObject.builder()
            .put("id", fields.url("id").orElse(null))
            .put("type", JsonArray.ofStrings("Evidence"))
            .put("name", fields.text("name", 200).orElse(null))
            .put("description", fields.text("description", 2_000).orElse(null))
            .put("narrative", OpenBadgeFields.narrative(fields).orElse(null))
            .put("genre", fields.text("genre", 200).orElse(null))
            .put("audience", fields.text("audience", 200).orElse(null))
            .build();
    if (evidence.members().size() == 1) {
      fields.refuse("name", "Say what the evidence is: an id, a name or a narrative.");
    }
    return evidence;
  }

  private static Map<String, ResultRules> resultDescriptions(Achievement achievement) {
    Map<String, ResultRules> rules = new HashMap<>();
    for (var item : achievement.content().list("resultDescription")) {
      if (item instanceof JsonObject description) {
        description.string("id").ifPresent(id -> rules.put(id, new ResultRules(description)));
      }
    }
    return rules;
  }
}
