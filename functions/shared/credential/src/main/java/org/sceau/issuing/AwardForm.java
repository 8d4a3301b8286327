package org.sceau.issuing;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sceau.catalog.Achievement;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;

/** The body of {@code POST /achievements/{achievement}/credentials}. */
public final class AwardForm {

  public static final int MAX_RECIPIENTS = 100;

  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final Pattern DID = Pattern.compile("did:[a-z0-9]{1,20}:[A-Za-z0-9._:%-]{1,500}");
  private static final Pattern EMAIL =
      Pattern.compile("[^@\\s\\p{Cc}]{1,64}@[^@\\s\\p{Cc}]{1,190}");
  private static final Set<String> RESULT_STATUS =
      Set.of("Completed", "Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew");

  private AwardForm() {}

  /**
   * What was read.
   *
   * @param awardedDate when the achievement was awarded, if not now
   */
  public record Award(List<Recipient> recipients, @Nullable Instant awardedDate) {

    public Award {
      recipients = List.copyOf(recipients);
    }
  }

  /** Reads the body; what is wrong is noted in the reader. */
  public static Award read(FieldReader fields, Achievement achievement, Instant now) {
    fields.requirePresent("recipients");
    var results = resultDescriptions(achievement);
    var keys = new HashSet<String>();
    var recipients =
        fields.objects("recipients", MAX_RECIPIENTS, inner -> recipient(inner, results, keys));
    var awarded = fields.instant("awardedDate");
    if (awarded.isPresent() && awarded.get().isAfter(now)) {
      fields.refuse("awardedDate", "Give a date that has come: an award ahead of time is none.");
    }
    return new Award(recipients, awarded.orElse(null));
  }

  private static Recipient recipient(
      FieldReader fields, Set<String> resultDescriptions, Set<String> keys) {
    var key =
        fields.matching("key", KEY, "Give 1 to 255 printable ASCII characters without blanks.");
    if (key.isPresent() && !keys.add(key.get())) {
      fields.refuse("key", "Another recipient of this request has the same key.");
    }
    var did = fields.matching("did", DID, "Give a DID, as did:key:z6Mk….");
    var name = fields.text("name", 200);
    var email = fields.matching("email", EMAIL, "Give an e-mail address.");
    if (!fields.has("did") && !fields.has("name") && !fields.has("email")) {
      fields.refuse("name", "Name the recipient: by name, email or did, or several of them.");
    }
    var subject =
        JsonObject.builder()
            .put(
                "activityStartDate",
                fields.instant("activityStartDate").map(Instant::toString).orElse(null))
            .put(
                "activityEndDate",
                fields.instant("activityEndDate").map(Instant::toString).orElse(null))
            .put("creditsEarned", fields.number("creditsEarned", 0, 10_000).orElse(null))
            .put("licenseNumber", fields.text("licenseNumber", 200).orElse(null))
            .put("narrative", fields.text("narrative", 10_000).orElse(null))
            .put("role", fields.text("role", 200).orElse(null))
            .put("term", fields.text("term", 200).orElse(null));
    var results = fields.objects("results", 50, inner -> result(inner, resultDescriptions));
    if (!results.isEmpty()) {
      subject.put("result", new JsonArray(List.copyOf(results)));
    }
    var evidence = fields.objects("evidence", 20, AwardForm::evidence);
    return new Recipient(
        did.orElse(null),
        // What is ill-formed has been noted; the placeholder only keeps the record whole.
        name.orElse(did.isEmpty() && email.isEmpty() ? "?" : null),
        email.orElse(null),
        subject.build(),
        evidence);
  }

  private static JsonObject result(FieldReader fields, Set<String> resultDescriptions) {
    fields.typed("type", "Result");
    var description = fields.string("resultDescription");
    if (description.isPresent() && !resultDescriptions.contains(description.get())) {
      fields.refuse(
          "resultDescription", "Give the id of one of the achievement's resultDescription.");
    }
    if (!fields.has("value") && !fields.has("achievedLevel") && !fields.has("status")) {
      fields.refuse("value", "Give a value, an achievedLevel or a status.");
    }
    return JsonObject.builder()
        .put("type", JsonArray.ofStrings("Result"))
        .put("resultDescription", description.orElse(null))
        .put("value", fields.text("value", 200).orElse(null))
        .put("achievedLevel", fields.url("achievedLevel", "urn").orElse(null))
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
            .put("narrative", fields.text("narrative", 10_000).orElse(null))
            .put("genre", fields.text("genre", 200).orElse(null))
            .put("audience", fields.text("audience", 200).orElse(null))
            .build();
    if (evidence.members().size() == 1) {
      fields.refuse("name", "Say what the evidence is: an id, a name or a narrative.");
    }
    return evidence;
  }

  private static Set<String> resultDescriptions(Achievement achievement) {
    return achievement.content().list("resultDescription").stream()
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast)
        .map(description -> description.get("id"))
        .filter(JsonString.class::isInstance)
        .map(id -> ((JsonString) id).value())
        .collect(Collectors.toCollection(HashSet::new));
  }
}
