package org.sceau.e2e;

import static org.sceau.e2e.Node.sample;
import static org.sceau.testing.Demo.object;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;

/** Draws achievements and awards in which each field that may be left out is in every other one. */
final class RandomBadges {

  private static final List<JsonValue> WORDS = object(sample("words.json")).list("words");

  private final SplittableRandom random;

  RandomBadges(SplittableRandom random) {
    this.random = random;
  }

  /** A body of {@code PUT /achievements/{achievement}}. */
  JsonObject achievement() {
    return texts(
            "fieldOfStudy",
            "humanCode",
            "specialization",
            "version",
            "assessmentType",
            "participationType",
            "supervisionType",
            "prerequisites",
            "stackability",
            "furtherInformation")
        .put("name", text())
        .put("description", text())
        .put("criteria", criteria())
        .put("achievementType", maybe(() -> word("MicroCredential", "Course", "ext:Own.word_1-x")))
        .put("creator", maybe(() -> profile(0)))
        .put("creditsAvailable", maybe(this::number))
        .put("image", maybe(this::image))
        .put("inLanguage", maybe(() -> word("fr", "en-GB", "zh-Hant-TW", "es-419")))
        .put("tag", maybe(() -> some(this::string)))
        .put("alignment", maybe(() -> some(this::alignment)))
        .put("otherIdentifier", maybe(() -> some(this::identifierEntry)))
        .put("related", maybe(() -> some(this::related)))
        .put("resultDescription", maybe(() -> some(this::resultDescription)))
        .put("workloadHours", maybe(() -> JsonNumber.of(1 + random.nextInt(500))))
        .put("validity", maybe(() -> word("P80Y", "P50Y6M", "P40Y1M3D")))
        .build();
  }

  /** A body of an award of the achievement to one person. */
  JsonObject award(JsonObject achievement) {
    return texts("name", "description")
        .put("recipients", JsonArray.of(recipient(achievement)))
        .put("awardedDate", maybe(() -> word("2026-01-10T10:00:00Z", "2025-07-01T00:30:00+02:00")))
        .put("image", maybe(this::image))
        .build();
  }

  /** Begins an object with a text in every other of these fields. */
  private JsonObject.Builder texts(String... names) {
    var object = JsonObject.builder();
    for (var name : names) {
      object.put(name, maybe(this::string));
    }
    return object;
  }

  private JsonObject recipient(JsonObject achievement) {
    var recipient =
        texts("licenseNumber", "role", "term")
            .put("email", maybe(() -> word("Learner@Example.org", "élève@example.org")))
            .put("name", text())
            .put("identifiers", maybe(() -> some(this::identifier)))
            .put("activityStartDate", maybe(() -> word("2025-09-01T08:00:00+01:00")))
            .put("activityEndDate", maybe(() -> word("2025-12-20T18:00:00.5Z")))
            .put("creditsEarned", maybe(this::number))
            .put("image", maybe(this::image))
            .put("narrative", maybe(this::markdown))
            .put("source", maybe(() -> profile(0)))
            .put("results", maybe(() -> some(() -> result(achievement))))
            .put("evidence", maybe(() -> some(this::evidence)));
    switch (random.nextInt(4)) {
      case 0 -> recipient.put("did", "did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi");
      case 1 -> recipient.put("id", "urn:uuid:7c9d2f0a-8f43-4c8e-9d53-0c5e6f2f8a11");
      case 2 -> recipient.put("id", url());
      default -> {
        // A random one is made.
      }
    }
    return recipient.build();
  }

  private JsonObject identifier() {
    boolean hashed = random.nextBoolean();
    return JsonObject.builder()
        .put("identityType", word("sisSourcedId", "userName", "ext:card"))
        .put("identifier", text())
        .put("hashed", maybe(() -> new JsonBoolean(hashed)))
        .build();
  }

  private JsonObject result(JsonObject achievement) {
    var descriptions = achievement.list("resultDescription");
    if (descriptions.isEmpty() || random.nextInt(4) == 0) {
      return JsonObject.builder()
          .put("value", text())
          .put("status", maybe(() -> word("Completed", "InProgress", "Withdrew")))
          .put("alignment", maybe(() -> some(this::alignment)))
          .build();
    }
    var description = (JsonObject) one(descriptions);
    var levels = description.list("rubricCriterionLevel");
    var allowed = description.list("allowedValue");
    return JsonObject.builder()
        .put("resultDescription", description.get("id"))
        .put("value", allowed.isEmpty() ? new JsonString("" + random.nextInt(21)) : one(allowed))
        .put("status", maybe(() -> word("Completed", "Provisional")))
        .put("achievedLevel", levels.isEmpty() ? null : ((JsonObject) one(levels)).get("id"))
        .put("alignment", maybe(() -> some(this::alignment)))
        .build();
  }

  private JsonObject resultDescription() {
    var levels = random.nextBoolean() ? List.<JsonValue>of() : some(this::level).items();
    var allowed = random.nextBoolean() ? List.<JsonValue>of() : some(this::string).items();
    return JsonObject.builder()
        .put("id", id())
        .put("name", text())
        .put("resultType", word("LetterGrade", "RubricCriterionLevel", "ext:ECTSGradeScore"))
        .put("alignment", maybe(() -> some(this::alignment)))
        .put("allowedValue", allowed.isEmpty() ? null : new JsonArray(allowed))
        .put("requiredValue", allowed.isEmpty() ? maybe(() -> word("10")) : one(allowed))
        .put("valueMin", maybe(() -> word("0")))
        .put("valueMax", maybe(() -> word("20")))
        .put("rubricCriterionLevel", levels.isEmpty() ? null : new JsonArray(levels))
        .put("requiredLevel", levels.isEmpty() ? null : ((JsonObject) one(levels)).get("id"))
        .build();
  }

  private JsonObject level() {
    return texts("description", "level", "points")
        .put("id", id())
        .put("name", text())
        .put("alignment", maybe(() -> some(this::alignment)))
        .build();
  }

  private JsonObject criteria() {
    return JsonObject.builder()
        .put("id", maybe(() -> new JsonString(url())))
        .put("narrative", markdown())
        .build();
  }

  private JsonObject alignment() {
    return texts("targetCode", "targetDescription", "targetFramework")
        .put("targetName", text())
        .put("targetUrl", url())
        .put("targetType", maybe(() -> word("CFItem", "ceasn:Competency", "ext:Own")))
        .build();
  }

  private JsonObject identifierEntry() {
    return JsonObject.builder()
        .put("identifier", text())
        .put("identifierType", word("isbn", "sourcedId", "ext:own"))
        .build();
  }

  private JsonObject related() {
    return JsonObject.builder()
        .put("id", id())
        .put("inLanguage", maybe(() -> word("en", "pt-BR")))
        .put("version", maybe(this::string))
        .build();
  }

  private JsonObject evidence() {
    return texts("description", "genre", "audience")
        .put("id", maybe(() -> new JsonString(url())))
        .put("name", text())
        .put("narrative", maybe(this::markdown))
        .build();
  }

  private JsonObject image() {
    return JsonObject.builder().put("id", url()).put("caption", maybe(this::string)).build();
  }

  private JsonObject profile(int depth) {
    return texts(
            "name",
            "description",
            "official",
            "familyName",
            "givenName",
            "additionalName",
            "patronymicName",
            "honorificPrefix",
            "honorificSuffix",
            "familyNamePrefix")
        .put("id", word("did:web:uni.example", url()))
        .put("url", maybe(() -> new JsonString(url())))
        .put("phone", maybe(() -> word("+33 1 23 45 67 89")))
        .put("image", maybe(this::image))
        .put("email", maybe(() -> word("office@uni.example")))
        .put("address", maybe(this::address))
        .put("otherIdentifier", maybe(() -> some(this::identifierEntry)))
        .put("dateOfBirth", maybe(() -> word("1970-01-31")))
        .put("parentOrg", depth == 2 ? null : maybe(() -> profile(depth + 1)))
        .build();
  }

  private JsonObject address() {
    return texts(
            "addressCountry",
            "addressRegion",
            "addressLocality",
            "streetAddress",
            "postOfficeBoxNumber",
            "postalCode")
        .put("addressCountryCode", maybe(() -> word("FR", "BE")))
        .put(
            "geo",
            maybe(() ->
                JsonObject.builder()
                    .put("latitude", coordinate(90))
                    .put("longitude", coordinate(180))
                    .build()))
        .build();
  }

  /** Whole, with zeros that say nothing, and with decimals. */
  private JsonNumber number() {
    return new JsonNumber(
        random.nextBoolean()
            ? one(List.of("0", "3", "3.0", "3.5", "30", "7.10", "9999.99", "1e2", "0.1"))
            : random.nextInt(10_000) + "." + random.nextInt(100));
  }

  private JsonNumber coordinate(int most) {
    return new JsonNumber(
        random.nextInt(1 - most, most)
            + one(List.of("", ".5", ".0", ".01", "." + random.nextInt(1_000_000))));
  }

  private String text() {
    var words = new ArrayList<String>(List.of("x"));
    for (int i = random.nextInt(4); i >= 0; i--) {
      words.add(((JsonString) one(WORDS)).value());
    }
    return String.join(" ", words) + random.nextInt(1_000_000);
  }

  private JsonString string() {
    return new JsonString(text());
  }

  /** HTML is refused in Markdown, so what looks like it is escaped. */
  private JsonString markdown() {
    return new JsonString(text().replace("<", "\\<"));
  }

  private String url() {
    return "https://issuer.example/"
        + one(List.of("a", "%C3%A9t%C3%A9", "b?c=d&e=f", "g#h", "~i/j.png", "é"))
        + random.nextInt(1_000_000);
  }

  private String id() {
    return one(List.of("urn:uuid:", "urn:example:x"))
        + "%08x-0000-4000-8000-%012x".formatted(random.nextInt(), random.nextLong() >>> 16);
  }

  private JsonString word(String... words) {
    return new JsonString(one(List.of(words)));
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private <T extends JsonValue> @Nullable T maybe(Supplier<T> drawn) {
    return random.nextBoolean() ? drawn.get() : null;
  }

  private JsonArray some(Supplier<? extends JsonValue> drawn) {
    List<JsonValue> items = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      items.add(drawn.get());
    }
    return new JsonArray(items);
  }
}
