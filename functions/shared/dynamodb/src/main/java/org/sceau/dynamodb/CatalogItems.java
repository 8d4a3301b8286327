package org.sceau.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.sceau.jose.PublicJwk;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import org.sceau.records.catalog.Achievement;
import org.sceau.records.catalog.AchievementId;
import org.sceau.records.catalog.ApiKey;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.IssuerProfile;
import org.sceau.records.catalog.IssuingSettings;
import org.sceau.records.catalog.KeyLife;
import org.sceau.records.catalog.Scope;
import org.sceau.records.catalog.SigningKey;

/**
 * Maps issuers, achievements and API keys to items of the catalog's table and back. The partition
 * {@code issuer#…} has the profile, the signing keys and a copy of each API key; a did:key has the
 * id of its issuer; {@code achievement#…} has the current and all earlier versions; {@code key#…}
 * has an API key.
 */
final class CatalogItems {

  static final String OWNER = "owner";
  static final String ITEM = "item";
  private static final String PROFILE = "profile";
  private static final String KEYS = "keys";
  static final String REVISION = "revision";
  static final String CURRENT = "current";
  static final String ISSUER = "issuer";
  private static final String CONTENT = "content";
  private static final String VALIDITY = "validity";
  static final String VERSION = "version";
  private static final String KEY = "key";
  private static final String SCOPES = "scopes";
  private static final String SECRET_SHA_256 = "sha256";
  private static final String NAME = "name";
  private static final String CREATED_AT = "createdAt";
  static final String ENDS_AT = "endsAt";

  /** The prefix of the sort key of an issuer's API keys. */
  static final String LISTED = "key#";

  /** Greater than an item of DynamoDB, which has at most 400 kB. */
  private static final JsonLimits KEPT =
      new JsonLimits(1024 * 1024, 128, 200_000, 1024 * 1024, 1_000);

  private CatalogItems() {}

  static ItemReader content(Issuer issuer) {
    return new ItemReader()
        .with(REVISION, issuer.revision())
        .with(PROFILE, JsonWriter.write(toJson(issuer.profile())))
        .with(KEYS, JsonWriter.write(toJson(issuer.keys())));
  }

  static ItemReader content(Achievement achievement) {
    var validity = achievement.validity();
    return new ItemReader()
        .with(ISSUER, achievement.issuer().value())
        .with(VERSION, achievement.version())
        .with(CONTENT, JsonWriter.write(achievement.content()))
        .with(VALIDITY, validity == null ? null : validity.toString());
  }

  static ItemReader issuerKey(IssuerId id) {
    return new ItemReader().with(OWNER, issuerOwner(id)).with(ITEM, PROFILE);
  }

  static String issuerOwner(IssuerId id) {
    return "issuer#" + id;
  }

  static ItemReader didKeyKey(String didKey) {
    return new ItemReader().with(OWNER, didKey).with(ITEM, ISSUER);
  }

  static ItemReader listedKey(IssuerId issuer, String id) {
    return new ItemReader().with(OWNER, issuerOwner(issuer)).with(ITEM, LISTED + id);
  }

  static ItemReader achievementKey(AchievementId id, String item) {
    return new ItemReader().with(OWNER, "achievement#" + id).with(ITEM, item);
  }

  /** Pads the number, so that the sort key orders the versions. */
  static String versionItem(long version) {
    return "v#%09d".formatted(version);
  }

  static ItemReader apiKeyKey(String id) {
    return new ItemReader().with(OWNER, "key#" + id).with(ITEM, KEY);
  }

  static Issuer issuer(IssuerId id, ItemReader item) {
    return new Issuer(
        id,
        profile(object(item.text(PROFILE))),
        keys(array(item.text(KEYS))),
        item.number(REVISION));
  }

  static Achievement achievement(AchievementId id, ItemReader item) {
    return new Achievement(
        id,
        new IssuerId(item.text(ISSUER)),
        object(item.text(CONTENT)),
        item.find(VALIDITY).map(Period::parse).orElse(null),
        item.number(VERSION));
  }

  static ItemReader content(ApiKey key) {
    var content =
        new ItemReader()
            .with(ISSUER, key.issuer().value())
            .with(NAME, key.name())
            .with(
                SCOPES,
                key.scopes().stream().map(Scope::word).sorted().collect(Collectors.joining(" ")))
            .with(SECRET_SHA_256, key.sha256())
            .with(CREATED_AT, key.createdAt().toEpochMilli());
    var endsAt = key.endsAt();
    return endsAt == null ? content : content.with(ENDS_AT, endsAt.toEpochMilli());
  }

  static ApiKey apiKey(String id, ItemReader item) {
    return new ApiKey(
        id,
        new IssuerId(item.text(ISSUER)),
        item.text(NAME),
        Arrays.stream(item.text(SCOPES).split(" ", -1))
            .map(word -> Scope.of(word).orElseThrow(() -> broken(SCOPES)))
            .collect(Collectors.toSet()),
        item.text(SECRET_SHA_256),
        Instant.ofEpochMilli(item.number(CREATED_AT)),
        item.attributes().containsKey(ENDS_AT) ? Instant.ofEpochMilli(item.number(ENDS_AT)) : null);
  }

  private static JsonObject toJson(IssuerProfile profile) {
    return JsonObject.builder()
        .put("name", profile.name())
        .put("url", profile.url())
        .put("description", profile.description())
        .put("email", profile.email())
        .put("image", profile.image())
        .put("countryCode", profile.countryCode())
        .put("issuing", profile.issuing().toJson())
        .build();
  }

  private static IssuerProfile profile(JsonObject json) {
    return new IssuerProfile(
        json.string("name").orElseThrow(() -> broken(PROFILE)),
        json.string("url").orElse(null),
        json.string("description").orElse(null),
        json.string("email").orElse(null),
        json.string("image").orElse(null),
        json.string("countryCode").orElse(null),
        json.object("issuing").map(IssuingSettings::ofJson).orElse(IssuingSettings.USUAL));
  }

  private static JsonArray toJson(List<SigningKey> keys) {
    return new JsonArray(keys.stream().<JsonValue>map(CatalogItems::toJson).toList());
  }

  private static JsonObject toJson(SigningKey key) {
    var since = key.life().since();
    return JsonObject.builder()
        .put("keyArn", key.keyArn())
        .put("publicKeyJwk", key.publicKey().toJson())
        .put("life", key.life().word())
        .put("since", since == null ? null : since.toString())
        .build();
  }

  private static List<SigningKey> keys(JsonArray json) {
    return json.items().stream().map(CatalogItems::signingKey).toList();
  }

  private static SigningKey signingKey(JsonValue json) {
    if (!(json instanceof JsonObject key)) {
      throw broken(KEYS);
    }
    return new SigningKey(
        key.string("keyArn").orElseThrow(() -> broken(KEYS)),
        key.object("publicKeyJwk").flatMap(PublicJwk::read).orElseThrow(() -> broken(KEYS)),
        life(key));
  }

  /** Reads a key without {@code life}, as earlier releases wrote it, as active. */
  private static KeyLife life(JsonObject key) {
    Supplier<Instant> since =
        () -> key.string("since").map(Instant::parse).orElseThrow(() -> broken(KEYS));
    return switch (key.string("life").orElse("active")) {
      case "announced" -> new KeyLife.Announced();
      case "active" -> new KeyLife.Active();
      case "retired" -> new KeyLife.Retired(since.get());
      case "compromised" -> new KeyLife.Compromised(since.get());
      default -> throw broken(KEYS);
    };
  }

  private static JsonObject object(String text) {
    if (read(text) instanceof JsonObject object) {
      return object;
    }
    throw broken("a JSON object");
  }

  private static JsonArray array(String text) {
    if (read(text) instanceof JsonArray array) {
      return array;
    }
    throw broken("a JSON array");
  }

  private static JsonValue read(String text) {
    return switch (JsonReader.read(text.getBytes(UTF_8), KEPT)) {
      case JsonReading.Read(var value) -> value;
      case JsonReading.Refused refused -> throw broken(refused.reason());
    };
  }

  private static IllegalStateException broken(String what) {
    return new IllegalStateException("malformed item: " + what);
  }
}
