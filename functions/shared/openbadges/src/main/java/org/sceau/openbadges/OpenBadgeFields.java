package org.sceau.openbadges;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;

/** Reads the classes of Open Badges 3.0 that achievements and awards share. */
public final class OpenBadgeFields {

  /** Why {@code endorsement} and {@code endorsementJwt} are refused. */
  public static final String NO_ENDORSEMENT =
      "Endorsements are credentials of their own, which Sceau does not take.";

  /** The words of {@code IdentifierTypeEnum}. */
  public static final Set<String> IDENTIFIER_TYPES =
      Set.of(
          "name",
          "sourcedId",
          "systemId",
          "productId",
          "userName",
          "accountId",
          "emailAddress",
          "nationalIdentityNumber",
          "isbn",
          "issn",
          "lisSourcedId",
          "oneRosterSourcedId",
          "sisSourcedId",
          "ltiContextId",
          "ltiDeploymentId",
          "ltiToolId",
          "ltiPlatformId",
          "ltiUserId",
          "identifier");

  /** The loose form of an e-mail address: only a message can tell whether the mailbox exists. */
  public static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cc}]{1,64}@[^@\\s\\p{Cc}]{1,190}");

  private static final Set<String> TARGET_TYPES =
      Set.of(
          "ceasn:Competency",
          "ceterms:Credential",
          "CFItem",
          "CFRubric",
          "CFRubricCriterion",
          "CFRubricCriterionLevel",
          "CTDL");
  private static final Pattern LANGUAGE =
      Pattern.compile("[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?");
  private static final Pattern PHONE = Pattern.compile("\\+?[0-9(][0-9 ().-]{2,30}");
  private static final Pattern ESCO =
      Pattern.compile(
          "http://data\\.europa\\.eu/esco/(skill|occupation)/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern EQF = Pattern.compile("http://data\\.europa\\.eu/snb/eqf/[1-8]");
  private static final Pattern FRENCH_REGISTER = Pattern.compile("(RNCP|RS)[0-9]{1,6}");
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final int PARENTS = 3;

  /** About a tenth of a metre. */
  private static final int DECIMALS_OF_A_DEGREE = 6;

  private static final List<String> NAMES =
      List.of(
          "familyName",
          "givenName",
          "additionalName",
          "patronymicName",
          "honorificPrefix",
          "honorificSuffix",
          "familyNamePrefix");

  private OpenBadgeFields() {}

  /** Reads {@code narrative}, which is Markdown. */
  public static Optional<String> narrative(FieldReader fields) {
    var text = fields.text("narrative", Markdown.MAX_CHARS);
    var reason = text.flatMap(Markdown::whyNot);
    reason.ifPresent(message -> fields.refuse("narrative", message));
    return reason.isPresent() ? Optional.empty() : text;
  }

  /** Reads an {@code Alignment}. */
  public static JsonObject alignment(FieldReader fields) {
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

  /** Reads the member {@code alignment}; {@code null} if there is none. */
  public static @Nullable JsonArray alignments(FieldReader fields) {
    return array(fields.objects("alignment", 100, OpenBadgeFields::alignment));
  }

  /** Reads an {@code IdentifierEntry}. */
  public static JsonObject identifierEntry(FieldReader fields) {
    fields.typed("type", "IdentifierEntry");
    fields.requirePresent("identifierType");
    return JsonObject.builder()
        .put("type", "IdentifierEntry")
        .put("identifier", fields.requiredText("identifier", 200))
        .put(
            "identifierType", fields.oneOf("identifierType", IDENTIFIER_TYPES, "ext:").orElse(null))
        .build();
  }

  /** Reads an {@code Image} by its URL. */
  public static JsonObject image(FieldReader fields) {
    return image(fields, fields.url("id"));
  }

  /** Reads an {@code Image} whose id was read before. */
  static JsonObject image(FieldReader fields, Optional<String> id) {
    fields.requirePresent("id");
    fields.typed("type", "Image");
    return JsonObject.builder()
        .put("id", id.orElse(null))
        .put("type", "Image")
        .put("caption", fields.text("caption", 500).orElse(null))
        .build();
  }

  /** Reads a {@code Related}: another language or edition of the same achievement. */
  static JsonObject related(FieldReader fields) {
    fields.typed("type", "Related");
    fields.requirePresent("id");
    return JsonObject.builder()
        .put("id", fields.url("id", "urn").orElse(""))
        .put("type", JsonArray.ofStrings("Related"))
        .put("inLanguage", language(fields).orElse(null))
        .put("version", fields.text("version", 100).orElse(null))
        .build();
  }

  static Optional<String> language(FieldReader fields) {
    return fields.matching("inLanguage", LANGUAGE, "Give a language as fr, en or pt-BR.");
  }

  /** Reads the {@code Profile} of an achievement's creator or of an endorser. */
  public static JsonObject profile(FieldReader fields) {
    return profile(fields, 0);
  }

  private static JsonObject profile(FieldReader fields, int depth) {
    fields.typed("type", "Profile");
    fields.requirePresent("id");
    var profile =
        JsonObject.builder()
            .put("id", fields.url("id", "did", "urn").orElse(""))
            .put("type", JsonArray.ofStrings("Profile"))
            .put("name", fields.text("name", 200).orElse(null))
            .put("url", fields.url("url").orElse(null))
            .put(
                "phone",
                fields
                    .matching("phone", PHONE, "Give a telephone number, as +33 1 23 45 67 89.")
                    .orElse(null))
            .put("description", fields.text("description", 2_000).orElse(null))
            .put("image", fields.object("image", OpenBadgeFields::image).orElse(null))
            .put("email", fields.matching("email", EMAIL, "Give an e-mail address.").orElse(null))
            .put("address", fields.object("address", OpenBadgeFields::address).orElse(null))
            .put(
                "otherIdentifier",
                array(fields.objects("otherIdentifier", 20, OpenBadgeFields::identifierEntry)))
            .put("official", fields.text("official", 200).orElse(null))
            .put("dateOfBirth", date(fields, "dateOfBirth").orElse(null));
    for (var name : NAMES) {
      profile.put(name, fields.text(name, 200).orElse(null));
    }
    if (depth == PARENTS && fields.has("parentOrg")) {
      fields.refuse("parentOrg", "Leave it out: organisations are nested deeply enough.");
    }
    return profile
        .put("parentOrg", fields.object("parentOrg", inner -> parent(inner, depth)).orElse(null))
        .build();
  }

  private static JsonObject parent(FieldReader fields, int depth) {
    return depth < PARENTS ? profile(fields, depth + 1) : JsonObject.EMPTY;
  }

  private static JsonObject address(FieldReader fields) {
    fields.typed("type", "Address");
    return JsonObject.builder()
        .put("type", JsonArray.ofStrings("Address"))
        .put("addressCountry", fields.text("addressCountry", 200).orElse(null))
        .put("addressCountryCode", fields.oneOf("addressCountryCode", COUNTRIES, null).orElse(null))
        .put("addressRegion", fields.text("addressRegion", 200).orElse(null))
        .put("addressLocality", fields.text("addressLocality", 200).orElse(null))
        .put("streetAddress", fields.text("streetAddress", 500).orElse(null))
        .put("postOfficeBoxNumber", fields.text("postOfficeBoxNumber", 100).orElse(null))
        .put("postalCode", fields.text("postalCode", 100).orElse(null))
        .put("geo", fields.object("geo", OpenBadgeFields::coordinates).orElse(null))
        .build();
  }

  private static JsonObject coordinates(FieldReader fields) {
    fields.typed("type", "GeoCoordinates");
    fields.requirePresent("latitude");
    fields.requirePresent("longitude");
    return JsonObject.builder()
        .put("type", "GeoCoordinates")
        .put("latitude", fields.number("latitude", -90, 90, DECIMALS_OF_A_DEGREE).orElse(null))
        .put("longitude", fields.number("longitude", -180, 180, DECIMALS_OF_A_DEGREE).orElse(null))
        .build();
  }

  private static Optional<String> date(FieldReader fields, String name) {
    var text = fields.string(name);
    if (text.isPresent()) {
      try {
        if (text.get().length() == 10) {
          return Optional.of(LocalDate.parse(text.get()).toString());
        }
      } catch (DateTimeException _) {
        // said below
      }
      fields.refuse(name, "Give a date, as 2001-12-31.");
    }
    return Optional.empty();
  }

  /**
   * Returns the items as an array; {@code null} if there are none: empty arrays are left out (OB
   * 3.0).
   */
  public static @Nullable JsonArray array(List<JsonObject> items) {
    return items.isEmpty() ? null : new JsonArray(List.copyOf(items));
  }

  static @Nullable JsonArray strings(List<String> items) {
    return items.isEmpty()
        ? null
        : new JsonArray(items.stream().<JsonValue>map(JsonString::new).toList());
  }
}
