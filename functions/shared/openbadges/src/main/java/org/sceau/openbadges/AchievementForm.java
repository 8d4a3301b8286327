package org.sceau.openbadges;

import java.time.DateTimeException;
import java.time.Period;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;

/**
 * The body of {@code PUT /achievements/{achievement}}: the fields of an Open Badges 3.0 {@code
 * Achievement}, those of a micro-credential by Annex I of the Council Recommendation 2022/C 243/02,
 * and how long a credential of it is valid.
 */
public final class AchievementForm {

  /** The words of {@code AchievementTypeEnum}. */
  static final Set<String> TYPES =
      Set.of(
          "Achievement",
          "ApprenticeshipCertificate",
          "Assessment",
          "Assignment",
          "AssociateDegree",
          "Award",
          "Badge",
          "BachelorDegree",
          "Certificate",
          "CertificateOfCompletion",
          "Certification",
          "CommunityService",
          "Competency",
          "Course",
          "CoCurricular",
          "Degree",
          "Diploma",
          "DoctoralDegree",
          "Fieldwork",
          "GeneralEducationDevelopment",
          "JourneymanCertificate",
          "LearningProgram",
          "License",
          "Membership",
          "ProfessionalDoctorate",
          "QualityAssuranceCredential",
          "MasterCertificate",
          "MasterDegree",
          "MicroCredential",
          "ResearchDoctorate",
          "SecondarySchoolDiploma");

  private static final Set<String> RESULT_TYPES =
      Set.of(
          "GradePointAverage",
          "LetterGrade",
          "Percent",
          "PerformanceLevel",
          "PredictedScore",
          "RawScore",
          "Result",
          "RubricCriterion",
          "RubricCriterionLevel",
          "RubricScore",
          "ScaledScore",
          "Status");
  private static final Pattern VALIDITY =
      Pattern.compile("P(?=[0-9])([0-9]{1,2}Y)?([0-9]{1,3}M)?([0-9]{1,5}D)?");

  private static final Map<String, String> NOT_TO_BE_SET =
      Map.of(
          "id", "The id is the achievement's public address, which Sceau sets: leave it out.",
          "@context", "Sceau sets the contexts: leave them out.",
          "proof", "Sceau signs the credentials of the achievement: leave the proof out.",
          "endorsement", OpenBadgeFields.NO_ENDORSEMENT,
          "endorsementJwt", OpenBadgeFields.NO_ENDORSEMENT,
          "issuer", "The issuer is the one of your API key: leave it out.");

  private AchievementForm() {}

  /**
   * The content of the body.
   *
   * @param content the achievement, with {@code id} and {@code type}
   * @param validity how long its credentials are valid; {@code null} for no end
   */
  public record Read(JsonObject content, @Nullable Period validity) {}

  /** Reads the body; the reader collects the violations. */
  public static Read read(FieldReader fields, String achievementUrl) {
    fields.refuseAll(NOT_TO_BE_SET);
    fields.typed("type", "Achievement");
    var content =
        JsonObject.builder()
            .put("id", achievementUrl)
            .put("type", JsonArray.ofStrings("Achievement"));
    for (var field : AchievementField.values()) {
      content.put(field.term(), field.read(fields));
    }
    if (fields.has("creditUnit") && !fields.has("creditsAvailable")) {
      fields.refuse("creditUnit", "Give creditsAvailable too: a unit alone says nothing.");
    }
    var validity =
        fields
            .matching("validity", VALIDITY, "Give a period of years, months and days, as P3Y.")
            .flatMap(text -> validity(fields, text))
            .orElse(null);
    return new Read(content.build(), validity);
  }

  static JsonObject criteria(FieldReader fields) {
    var id = fields.url("id");
    var narrative = OpenBadgeFields.narrative(fields);
    if (!fields.has("id") && !fields.has("narrative")) {
      fields.refuse("narrative", "Give a narrative, an id, or both.");
    }
    return JsonObject.builder()
        .put("id", id.orElse(null))
        .put("narrative", narrative.orElse(null))
        .build();
  }

  /** Reads an image by its URL, or from a data URL, which is stored and gets its own URL. */
  static JsonObject image(FieldReader fields) {
    boolean sent = fields.string("id").filter(id -> id.startsWith("data:")).isPresent();
    return sent ? OpenBadgeFields.image(fields, sentImage(fields)) : OpenBadgeFields.image(fields);
  }

  private static Optional<String> sentImage(FieldReader fields) {
    var id = fields.string("id").filter(url -> PngImage.ofDataUrl(url).isPresent());
    if (id.isEmpty()) {
      fields.refuse(
          "id",
          "Send a whole PNG of at most %d kB and 2048 pixels across as data:image/png;base64,…"
              .formatted(PngImage.MAX_BYTES / 1024));
    }
    return id;
  }

  static @Nullable JsonArray resultDescriptions(FieldReader fields, String name) {
    var ids = new HashSet<String>();
    return OpenBadgeFields.array(fields.objects(name, 20, result -> result(result, ids)));
  }

  private static JsonObject result(FieldReader fields, Set<String> ids) {
    fields.typed("type", "ResultDescription");
    var id = idOfItsOwn(fields, ids);
    fields.requirePresent("resultType");
    var description =
        JsonObject.builder()
            .put("id", id)
            .put("type", JsonArray.ofStrings("ResultDescription"))
            .put("name", fields.requiredText("name", 200))
            .put("resultType", fields.oneOf("resultType", RESULT_TYPES, "ext:").orElse(null))
            .put("alignment", OpenBadgeFields.alignments(fields))
            .put("allowedValue", OpenBadgeFields.strings(fields.texts("allowedValue", 100, 100)))
            .put("requiredValue", fields.text("requiredValue", 100).orElse(null))
            .put("valueMin", fields.text("valueMin", 100).orElse(null))
            .put("valueMax", fields.text("valueMax", 100).orElse(null))
            .put("requiredLevel", fields.url("requiredLevel", "urn").orElse(null))
            .put(
                "rubricCriterionLevel",
                OpenBadgeFields.array(
                    fields.objects("rubricCriterionLevel", 50, level -> level(level, ids))))
            .build();
    var rules = new ResultRules(description);
    if (description.has("requiredLevel")
        && !rules.hasLevel(description.string("requiredLevel").orElse(""))) {
      fields.refuse("requiredLevel", "Give the id of one of this description's levels.");
    }
    description
        .string("requiredValue")
        .flatMap(rules::whyNot)
        .ifPresent(reason -> fields.refuse("requiredValue", reason));
    return description;
  }

  private static JsonObject level(FieldReader fields, Set<String> ids) {
    fields.typed("type", "RubricCriterionLevel");
    return JsonObject.builder()
        .put("id", idOfItsOwn(fields, ids))
        .put("type", JsonArray.ofStrings("RubricCriterionLevel"))
        .put("name", fields.requiredText("name", 200))
        .put("description", fields.text("description", 2_000).orElse(null))
        .put("level", fields.text("level", 100).orElse(null))
        .put("points", fields.text("points", 100).orElse(null))
        .put("alignment", OpenBadgeFields.alignments(fields))
        .build();
  }

  private static String idOfItsOwn(FieldReader fields, Set<String> ids) {
    fields.requirePresent("id");
    var id = fields.url("id", "urn").orElse("");
    if (!id.isEmpty() && !ids.add(id)) {
      fields.refuse("id", "Another result description or level has this id: give each its own.");
    }
    return id;
  }

  static JsonObject qualityAssurance(FieldReader fields) {
    fields.typed("type", "QualityAssurance");
    return JsonObject.builder()
        .put("id", fields.url("id").orElse(null))
        .put("type", "QualityAssurance")
        .put("name", fields.requiredText("name", 300))
        .build();
  }

  private static Optional<Period> validity(FieldReader fields, String text) {
    try {
      var period = Period.parse(text);
      if (!period.isZero()) {
        return Optional.of(period);
      }
    } catch (DateTimeException _) {
      // said below
    }
    fields.refuse("validity", "Give a period of years, months and days, as P3Y.");
    return Optional.empty();
  }
}
