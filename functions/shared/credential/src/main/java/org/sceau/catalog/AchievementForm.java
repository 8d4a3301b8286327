package org.sceau.catalog;

import java.time.DateTimeException;
import java.time.Period;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;

/**
 * The body of {@code PUT /achievements/{achievement}}: the fields of an Open Badges 3.0 {@code
 * Achievement}, those of a micro-credential by Annex I of the Council Recommendation 2022/C 243/02,
 * and how long a credential of it is valid.
 */
public final class AchievementForm {

  /** The context that defines the fields of a micro-credential. */
  public static final String MICRO_CREDENTIAL_CONTEXT =
      "https://w3id.org/sceau/micro-credential/v1";

  private static final Set<String> TYPES =
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
  private static final Set<String> TARGET_TYPES =
      Set.of(
          "ceasn:Competency",
          "ceterms:Credential",
          "CFItem",
          "CFRubric",
          "CFRubricCriterion",
          "CFRubricCriterionLevel",
          "CTDL");
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
  private static final Pattern LANGUAGE =
      Pattern.compile("[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?");
  private static final Pattern VALIDITY =
      Pattern.compile("P(?=[0-9])([0-9]{1,2}Y)?([0-9]{1,3}M)?([0-9]{1,5}D)?");
  private static final Pattern ESCO =
      Pattern.compile(
          "http://data\\.europa\\.eu/esco/(skill|occupation)/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern EQF = Pattern.compile("http://data\\.europa\\.eu/snb/eqf/[1-8]");
  private static final Pattern FRENCH_REGISTER = Pattern.compile("(RNCP|RS)[0-9]{1,6}");

  private AchievementForm() {}

  /**
   * What was read.
   *
   * @param content of the achievement, {@code id} and {@code type} included
   * @param validity {@code null} for ever
   */
  public record Read(JsonObject content, @Nullable Period validity) {}

  /** Reads the body; what is wrong is noted in the reader. */
  public static Read read(FieldReader fields, String achievementUrl) {
    var content =
        JsonObject.builder()
            .put("id", achievementUrl)
            .put("type", JsonArray.ofStrings("Achievement"))
            .put("achievementType", fields.oneOf("achievementType", TYPES, "ext:").orElse(null))
            .put("name", fields.requiredText("name", 200))
            .put("description", fields.requiredText("description", 5_000))
            .put("criteria", required(fields, "criteria", AchievementForm::criteria))
            .put("creditsAvailable", fields.number("creditsAvailable", 0, 10_000).orElse(null))
            .put("fieldOfStudy", fields.text("fieldOfStudy", 200).orElse(null))
            .put("humanCode", fields.text("humanCode", 100).orElse(null))
            .put("image", fields.object("image", AchievementForm::image).orElse(null))
            .put(
                "inLanguage",
                fields
                    .matching("inLanguage", LANGUAGE, "Give a language as fr, en or pt-BR.")
                    .orElse(null))
            .put("specialization", fields.text("specialization", 200).orElse(null))
            .put("version", fields.text("version", 100).orElse(null))
            .put("tag", strings(fields.texts("tag", 50, 100)))
            .put("alignment", array(fields.objects("alignment", 100, AchievementForm::alignment)))
            .put(
                "otherIdentifier",
                array(fields.objects("otherIdentifier", 20, AchievementForm::identifier)))
            .put("resultDescription", results(fields));
    microCredential(fields, content);
    var validity =
        fields
            .matching("validity", VALIDITY, "Give a period of years, months and days, as P3Y.")
            .flatMap(text -> validity(fields, text))
            .orElse(null);
    return new Read(content.build(), validity);
  }

  /** Elements 7 and 9 to 11 of Annex I, and the optional ones. */
  private static void microCredential(FieldReader fields, JsonObject.Builder content) {
    content
        .put("creditUnit", fields.oneOf("creditUnit", Set.of("ECTS"), "ext:").orElse(null))
        .put("workloadHours", fields.number("workloadHours", 1, 100_000).orElse(null))
        .put("assessmentType", fields.text("assessmentType", 300).orElse(null))
        .put("participationType", fields.text("participationType", 300).orElse(null))
        .put("supervisionType", fields.text("supervisionType", 300).orElse(null))
        .put(
            "identityChecked",
            fields.bool("identityChecked").map(org.sceau.json.JsonBoolean::new).orElse(null))
        .put("prerequisites", fields.text("prerequisites", 2_000).orElse(null))
        .put("stackability", fields.text("stackability", 2_000).orElse(null))
        .put(
            "qualityAssurance",
            fields.object("qualityAssurance", AchievementForm::qualityAssurance).orElse(null))
        .put("furtherInformation", fields.text("furtherInformation", 2_000).orElse(null));
    if (fields.has("creditUnit") && !fields.has("creditsAvailable")) {
      fields.refuse("creditUnit", "Give creditsAvailable too: a unit alone says nothing.");
    }
  }

  private static JsonObject criteria(FieldReader fields) {
    var id = fields.url("id");
    var narrative = fields.text("narrative", 10_000);
    if (!fields.has("id") && !fields.has("narrative")) {
      fields.refuse("narrative", "Give a narrative, an id, or both.");
    }
    return JsonObject.builder()
        .put("id", id.orElse(null))
        .put("narrative", narrative.orElse(null))
        .build();
  }

  private static JsonObject image(FieldReader fields) {
    fields.requirePresent("id");
    fields.typed("type", "Image");
    return JsonObject.builder()
        .put("id", fields.url("id").orElse(null))
        .put("type", "Image")
        .put("caption", fields.text("caption", 500).orElse(null))
        .build();
  }

  private static JsonObject alignment(FieldReader fields) {
    fields.typed("type", "Alignment");
    fields.requirePresent("targetUrl");
    // ESCO and EQF concepts are named by http URIs.
    var url = fields.url("targetUrl", "http").orElse("");
    var targetType = fields.oneOf("targetType", TARGET_TYPES, "ext:").orElse(null);
    var code = fields.text("targetCode", 200).orElse(null);
    var form =
        switch (targetType) {
          case "ext:ESCOSkill", "ext:ESCOOccupation" -> ESCO;
          case "ext:EQF" -> EQF;
          case null, default -> null;
        };
    if (form != null && !url.isEmpty() && !form.matcher(url).matches()) {
      fields.refuse(
          "targetUrl",
          form == EQF
              ? "Give the level's URI, as http://data.europa.eu/snb/eqf/6."
              : "Give the concept's URI, http://data.europa.eu/esco/skill/ and its UUID.");
    }
    if ("ext:RNCP".equals(targetType)
        && (code == null || !FRENCH_REGISTER.matcher(code).matches())) {
      fields.refuse("targetCode", "Give the number in the register, as RNCP12345 or RS1234.");
    }
    return JsonObject.builder()
        .put("type", JsonArray.ofStrings("Alignment"))
        .put("targetCode", code)
        .put("targetDescription", fields.text("targetDescription", 2_000).orElse(null))
        .put("targetName", fields.requiredText("targetName", 500))
        .put("targetFramework", fields.text("targetFramework", 200).orElse(null))
        .put("targetType", targetType)
        .put("targetUrl", url)
        .build();
  }

  private static JsonObject identifier(FieldReader fields) {
    fields.typed("type", "IdentifierEntry");
    return JsonObject.builder()
        .put("type", "IdentifierEntry")
        .put("identifier", fields.requiredText("identifier", 200))
        .put("identifierType", fields.requiredText("identifierType", 100))
        .build();
  }

  private static @Nullable JsonArray results(FieldReader fields) {
    var ids = new HashSet<String>();
    return array(
        fields.objects(
            "resultDescription",
            20,
            result -> {
              result.typed("type", "ResultDescription");
              result.requirePresent("id");
              var id = result.url("id", "urn").orElse("");
              if (!id.isEmpty() && !ids.add(id)) {
                result.refuse("id", "Another result description has this id: give each its own.");
              }
              result.requirePresent("resultType");
              return JsonObject.builder()
                  .put("id", id)
                  .put("type", JsonArray.ofStrings("ResultDescription"))
                  .put("name", result.requiredText("name", 200))
                  .put("resultType", result.oneOf("resultType", RESULT_TYPES, "ext:").orElse(null))
                  .put("allowedValue", strings(result.texts("allowedValue", 100, 100)))
                  .put("requiredValue", result.text("requiredValue", 100).orElse(null))
                  .put("valueMin", result.text("valueMin", 100).orElse(null))
                  .put("valueMax", result.text("valueMax", 100).orElse(null))
                  .build();
            }));
  }

  private static JsonObject qualityAssurance(FieldReader fields) {
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

  private static JsonValue required(
      FieldReader fields, String name, Function<FieldReader, JsonObject> reading) {
    fields.requirePresent(name);
    return fields.object(name, reading).orElse(JsonObject.EMPTY);
  }

  private static @Nullable JsonArray array(List<JsonObject> items) {
    return items.isEmpty() ? null : new JsonArray(List.copyOf(items));
  }

  private static @Nullable JsonArray strings(List<String> items) {
    return items.isEmpty()
        ? null
        : new JsonArray(items.stream().<JsonValue>map(JsonString::new).toList());
  }
}
