package org.sceau.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.sceau.dynamodb.DynamoDb.names;
import static org.sceau.dynamodb.DynamoDb.number;
import static org.sceau.dynamodb.DynamoDb.text;

import java.security.SecureRandom;
import java.time.Period;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sceau.catalog.Achievement;
import org.sceau.catalog.AchievementId;
import org.sceau.catalog.ApiKey;
import org.sceau.catalog.Catalog;
import org.sceau.catalog.Issuer;
import org.sceau.catalog.IssuerId;
import org.sceau.catalog.IssuerProfile;
import org.sceau.catalog.Scope;
import org.sceau.catalog.SigningKey;
import org.sceau.jose.PublicJwk;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * {@link Catalog} in one table: under {@code issuer#…} the profile and keys, under {@code
 * achievement#…} the current and all earlier versions, under {@code key#…} an API key.
 */
public final class DynamoDbCatalog implements Catalog {

  private static final String OWNER = "owner";
  private static final String ITEM = "item";
  private static final String PROFILE = "profile";
  private static final String KEYS = "keys";
  private static final String REVISION = "revision";
  private static final String CURRENT = "current";
  private static final String ISSUER = "issuer";
  private static final String CONTENT = "content";
  private static final String VALIDITY = "validity";
  private static final String VERSION = "version";
  private static final String KEY = "key";
  private static final String SCOPES = "scopes";
  private static final String SECRET_SHA_256 = "sha256";

  /** An item of DynamoDB is 400 kB at most, so this limits nothing that was once written. */
  private static final JsonLimits KEPT =
      new JsonLimits(1024 * 1024, 128, 200_000, 1024 * 1024, 1_000);

  private final DynamoDbClient client;
  private final String table;
  private final Writing writing;

  public DynamoDbCatalog(DynamoDbClient client, String table) {
    this(client, table, new SecureRandom());
  }

  /**
   * @param random for the pauses between tries
   */
  public DynamoDbCatalog(DynamoDbClient client, String table, SecureRandom random) {
    this.client = client;
    this.table = table;
    this.writing = new Writing(client, random);
  }

  @Override
  public Optional<Issuer> issuer(IssuerId id) {
    return DynamoDb.get(client, table, issuerKey(id)).map(item -> issuer(id, item));
  }

  @Override
  public boolean put(Issuer issuer) {
    var put =
        PutItemRequest.builder()
            .tableName(table)
            .item(
                issuerKey(issuer.id())
                    .with(REVISION, issuer.revision())
                    .with(PROFILE, JsonWriter.write(toJson(issuer.profile())))
                    .with(KEYS, JsonWriter.write(toJson(issuer.keys())))
                    .attributes());
    if (issuer.revision() == 1) {
      put.conditionExpression("attribute_not_exists(#owner)")
          .expressionAttributeNames(names(OWNER));
    } else {
      put.conditionExpression("#revision = :before")
          .expressionAttributeNames(names(REVISION))
          .expressionAttributeValues(Map.of(":before", number(issuer.revision() - 1)));
    }
    // What was refused may be there all the same, written by a try whose answer was lost.
    return writing.put(put.build()) || issuer(issuer.id()).filter(issuer::equals).isPresent();
  }

  @Override
  public Optional<Achievement> achievement(AchievementId id) {
    return DynamoDb.get(client, table, achievementKey(id, CURRENT))
        .map(item -> achievement(id, item));
  }

  @Override
  public boolean put(Achievement achievement) {
    var id = achievement.id();
    var validity = achievement.validity();
    var content =
        new Item()
            .with(ISSUER, achievement.issuer().value())
            .with(VERSION, achievement.version())
            .with(CONTENT, JsonWriter.write(achievement.content()))
            .with(VALIDITY, validity == null ? null : validity.toString());
    var current = Put.builder().tableName(table).item(under(achievementKey(id, CURRENT), content));
    if (achievement.version() == 1) {
      current
          .conditionExpression("attribute_not_exists(#owner)")
          .expressionAttributeNames(names(OWNER));
    } else {
      current
          .conditionExpression("#version = :before AND #issuer = :issuer")
          .expressionAttributeNames(names(VERSION, ISSUER))
          .expressionAttributeValues(
              Map.of(
                  ":before",
                  number(achievement.version() - 1),
                  ":issuer",
                  text(achievement.issuer().value())));
    }
    var version =
        Put.builder()
            .tableName(table)
            .item(under(achievementKey(id, versionItem(achievement.version())), content))
            .conditionExpression("attribute_not_exists(#owner)")
            .expressionAttributeNames(names(OWNER))
            .build();
    var refused =
        writing.transact(
            TransactWriteItem.builder().put(current.build()).build(),
            TransactWriteItem.builder().put(version).build());
    return refused.isEmpty()
        || achievement(id, achievement.version()).filter(achievement::equals).isPresent();
  }

  @Override
  public Optional<Achievement> achievement(AchievementId id, long version) {
    return DynamoDb.get(client, table, achievementKey(id, versionItem(version)))
        .map(item -> achievement(id, item));
  }

  @Override
  public Optional<ApiKey> apiKey(String id) {
    return DynamoDb.get(client, table, apiKeyKey(id)).map(item -> apiKey(id, item));
  }

  @Override
  public boolean add(ApiKey key) {
    var put =
        PutItemRequest.builder()
            .tableName(table)
            .item(
                apiKeyKey(key.id())
                    .with(ISSUER, key.issuer().value())
                    .with(
                        SCOPES,
                        key.scopes().stream()
                            .map(Scope::word)
                            .sorted()
                            .collect(Collectors.joining(" ")))
                    .with(SECRET_SHA_256, key.sha256())
                    .attributes())
            .conditionExpression("attribute_not_exists(#owner)")
            .expressionAttributeNames(names(OWNER))
            .build();
    return writing.put(put) || apiKey(key.id()).filter(key::equals).isPresent();
  }

  private static Item issuerKey(IssuerId id) {
    return new Item().with(OWNER, "issuer#" + id).with(ITEM, PROFILE);
  }

  private static Item achievementKey(AchievementId id, String item) {
    return new Item().with(OWNER, "achievement#" + id).with(ITEM, item);
  }

  /** Padded, so that versions lie in their order. */
  private static String versionItem(long version) {
    return "v#%09d".formatted(version);
  }

  private static Item apiKeyKey(String id) {
    return new Item().with(OWNER, "key#" + id).with(ITEM, KEY);
  }

  private static Map<String, AttributeValue> under(Item key, Item content) {
    var item = new HashMap<>(key.attributes());
    item.putAll(content.attributes());
    return item;
  }

  private static Issuer issuer(IssuerId id, Item item) {
    return new Issuer(
        id,
        profile(object(item.text(PROFILE))),
        keys(array(item.text(KEYS))),
        item.number(REVISION));
  }

  private static Achievement achievement(AchievementId id, Item item) {
    return new Achievement(
        id,
        new IssuerId(item.text(ISSUER)),
        object(item.text(CONTENT)),
        item.find(VALIDITY).map(Period::parse).orElse(null),
        item.number(VERSION));
  }

  private static ApiKey apiKey(String id, Item item) {
    return new ApiKey(
        id,
        new IssuerId(item.text(ISSUER)),
        Arrays.stream(item.text(SCOPES).split(" ", -1))
            .map(word -> Scope.of(word).orElseThrow(() -> broken(SCOPES)))
            .collect(Collectors.toSet()),
        item.text(SECRET_SHA_256));
  }

  private static JsonObject toJson(IssuerProfile profile) {
    return JsonObject.builder()
        .put("name", profile.name())
        .put("url", profile.url())
        .put("description", profile.description())
        .put("email", profile.email())
        .put("image", profile.image())
        .put("countryCode", profile.countryCode())
        .build();
  }

  private static IssuerProfile profile(JsonObject json) {
    return new IssuerProfile(
        json.string("name").orElseThrow(() -> broken(PROFILE)),
        json.string("url").orElse(null),
        json.string("description").orElse(null),
        json.string("email").orElse(null),
        json.string("image").orElse(null),
        json.string("countryCode").orElse(null));
  }

  private static JsonArray toJson(List<SigningKey> keys) {
    return new JsonArray(
        keys.stream()
            .<JsonValue>map(key ->
                JsonObject.builder()
                    .put("keyArn", key.keyArn())
                    .put("publicKeyJwk", key.publicKey().toJson())
                    .build())
            .toList());
  }

  private static List<SigningKey> keys(JsonArray json) {
    return json.items().stream().map(DynamoDbCatalog::signingKey).toList();
  }

  private static SigningKey signingKey(JsonValue json) {
    if (!(json instanceof JsonObject key)) {
      throw broken(KEYS);
    }
    return new SigningKey(
        key.string("keyArn").orElseThrow(() -> broken(KEYS)),
        key.object("publicKeyJwk").flatMap(PublicJwk::read).orElseThrow(() -> broken(KEYS)));
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
    return new IllegalStateException("an item that nobody writes so: " + what);
  }
}
