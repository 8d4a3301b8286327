package org.sceau.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.sceau.dynamodb.DynamoDb.names;
import static org.sceau.dynamodb.DynamoDb.number;
import static org.sceau.dynamodb.DynamoDb.text;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sceau.dataintegrity.Multikey;
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
import org.sceau.records.catalog.Catalog;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.IssuerProfile;
import org.sceau.records.catalog.IssuingSettings;
import org.sceau.records.catalog.KeyLife;
import org.sceau.records.catalog.Scope;
import org.sceau.records.catalog.SigningKey;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * {@link Catalog} in one table: under {@code issuer#…} the profile and keys, under a did:key who
 * goes by it, under {@code achievement#…} the current and all earlier versions, under {@code key#…}
 * an API key, which is under its issuer once more.
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
  private static final String NAME = "name";
  private static final String CREATED_AT = "createdAt";
  private static final String ENDS_AT = "endsAt";

  /** How an API key's item under its issuer begins. */
  private static final String LISTED = "key#";

  /** An item of DynamoDB is 400 kB at most, so this limits nothing that was once written. */
  private static final JsonLimits KEPT =
      new JsonLimits(1024 * 1024, 128, 200_000, 1024 * 1024, 1_000);

  private final DynamoDbClient client;
  private final String table;
  private final ConditionalWrite writing;

  public DynamoDbCatalog(DynamoDbClient client, String table) {
    this(client, table, new SecureRandom());
  }

  /**
   * @param random for the pauses between tries
   */
  public DynamoDbCatalog(DynamoDbClient client, String table, SecureRandom random) {
    this.client = client;
    this.table = table;
    this.writing = new ConditionalWrite(client, random);
  }

  @Override
  public Optional<Issuer> issuer(IssuerId id) {
    return DynamoDb.get(client, table, issuerKey(id)).map(item -> issuer(id, item));
  }

  @Override
  public Optional<IssuerId> named(String didKey) {
    return DynamoDb.get(client, table, didKeyKey(didKey))
        .map(item -> new IssuerId(item.text(ISSUER)));
  }

  @Override
  public boolean put(Issuer issuer) {
    // What was refused may be there all the same, written by a try whose answer was lost.
    return (issuer.revision() == 1 ? add(issuer) : change(issuer))
        || issuer(issuer.id()).filter(issuer::equals).isPresent();
  }

  /** One that is its key is found by it, too; that it is alone with it, is seen to with it. */
  private boolean add(Issuer issuer) {
    var itself = putNew(issuerKey(issuer.id()), content(issuer));
    return (issuer.isItsKey()
            ? writing.transact(
                itself,
                putNew(
                    didKeyKey(Multikey.did(issuer.keys().getFirst().publicKey())),
                    new ItemReader().with(ISSUER, issuer.id().value())))
            : writing.transact(itself))
        .isEmpty();
  }

  private boolean change(Issuer issuer) {
    return writing.put(
        PutItemRequest.builder()
            .tableName(table)
            .item(under(issuerKey(issuer.id()), content(issuer)))
            .conditionExpression("#revision = :before")
            .expressionAttributeNames(names(REVISION))
            .expressionAttributeValues(Map.of(":before", number(issuer.revision() - 1)))
            .build());
  }

  private static ItemReader content(Issuer issuer) {
    return new ItemReader()
        .with(REVISION, issuer.revision())
        .with(PROFILE, JsonWriter.write(toJson(issuer.profile())))
        .with(KEYS, JsonWriter.write(toJson(issuer.keys())));
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
        new ItemReader()
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

  /** Under its own id, by which it is found, and once more under its issuer, for the list. */
  @Override
  public boolean add(ApiKey key) {
    var refused =
        writing.transact(
            putNew(apiKeyKey(key.id()), content(key)),
            putNew(listedKey(key.issuer(), key.id()), content(key)));
    return refused.isEmpty() || apiKey(key.id()).filter(key::equals).isPresent();
  }

  private TransactWriteItem putNew(ItemReader key, ItemReader content) {
    return TransactWriteItem.builder()
        .put(
            Put.builder()
                .tableName(table)
                .item(under(key, content))
                .conditionExpression("attribute_not_exists(#owner)")
                .expressionAttributeNames(names(OWNER))
                .build())
        .build();
  }

  @Override
  public List<ApiKey> apiKeys(IssuerId issuer) {
    List<ApiKey> keys = new ArrayList<>();
    var query =
        QueryRequest.builder()
            .tableName(table)
            .consistentRead(true)
            .keyConditionExpression("#owner = :owner AND begins_with(#item, :listed)")
            .expressionAttributeNames(names(OWNER, ITEM))
            .expressionAttributeValues(
                Map.of(":owner", text(issuerOwner(issuer)), ":listed", text(LISTED)))
            .build();
    while (true) {
      var asked = query;
      var page = DynamoDb.ask("list API keys", () -> client.query(asked));
      for (var attributes : page.items()) {
        var item = new ItemReader(attributes);
        keys.add(apiKey(item.text(ITEM).substring(LISTED.length()), item));
      }
      // The SDK has an empty map where the answer has no key.
      if (page.lastEvaluatedKey().isEmpty()) {
        keys.sort(Comparator.comparing(ApiKey::createdAt).thenComparing(ApiKey::id));
        return List.copyOf(keys);
      }
      query = query.toBuilder().exclusiveStartKey(page.lastEvaluatedKey()).build();
    }
  }

  @Override
  public Optional<ApiKey> end(IssuerId issuer, String id, Instant at) {
    // Refused if it is not the issuer's, or ends by then already; what is kept then tells which.
    var _ =
        writing.transact(
            ending(apiKeyKey(id), issuer, at), ending(listedKey(issuer, id), issuer, at));
    return apiKey(id).filter(kept -> kept.issuer().equals(issuer));
  }

  private TransactWriteItem ending(ItemReader key, IssuerId issuer, Instant at) {
    return TransactWriteItem.builder()
        .update(
            Update.builder()
                .tableName(table)
                .key(key.attributes())
                .updateExpression("SET #endsAt = :at")
                .conditionExpression(
                    "#issuer = :issuer AND (attribute_not_exists(#endsAt) OR #endsAt > :at)")
                .expressionAttributeNames(names(ISSUER, ENDS_AT))
                .expressionAttributeValues(
                    Map.of(":at", number(at.toEpochMilli()), ":issuer", text(issuer.value())))
                .build())
        .build();
  }

  private static ItemReader issuerKey(IssuerId id) {
    return new ItemReader().with(OWNER, issuerOwner(id)).with(ITEM, PROFILE);
  }

  private static String issuerOwner(IssuerId id) {
    return "issuer#" + id;
  }

  private static ItemReader didKeyKey(String didKey) {
    return new ItemReader().with(OWNER, didKey).with(ITEM, ISSUER);
  }

  private static ItemReader listedKey(IssuerId issuer, String id) {
    return new ItemReader().with(OWNER, issuerOwner(issuer)).with(ITEM, LISTED + id);
  }

  private static ItemReader achievementKey(AchievementId id, String item) {
    return new ItemReader().with(OWNER, "achievement#" + id).with(ITEM, item);
  }

  /** Padded, so that versions lie in their order. */
  private static String versionItem(long version) {
    return "v#%09d".formatted(version);
  }

  private static ItemReader apiKeyKey(String id) {
    return new ItemReader().with(OWNER, "key#" + id).with(ITEM, KEY);
  }

  private static Map<String, AttributeValue> under(ItemReader key, ItemReader content) {
    var item = new HashMap<>(key.attributes());
    item.putAll(content.attributes());
    return item;
  }

  private static Issuer issuer(IssuerId id, ItemReader item) {
    return new Issuer(
        id,
        profile(object(item.text(PROFILE))),
        keys(array(item.text(KEYS))),
        item.number(REVISION));
  }

  private static Achievement achievement(AchievementId id, ItemReader item) {
    return new Achievement(
        id,
        new IssuerId(item.text(ISSUER)),
        object(item.text(CONTENT)),
        item.find(VALIDITY).map(Period::parse).orElse(null),
        item.number(VERSION));
  }

  private static ItemReader content(ApiKey key) {
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

  private static ApiKey apiKey(String id, ItemReader item) {
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
    return new JsonArray(
        keys.stream()
            .<JsonValue>map(key ->
                JsonObject.builder()
                    .put("keyArn", key.keyArn())
                    .put("publicKeyJwk", key.publicKey().toJson())
                    .put("life", word(key.life()))
                    .put("since", since(key.life()))
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
        key.object("publicKeyJwk").flatMap(PublicJwk::read).orElseThrow(() -> broken(KEYS)),
        life(key));
  }

  private static String word(KeyLife life) {
    return switch (life) {
      case KeyLife.Announced() -> "announced";
      case KeyLife.Active() -> "active";
      case KeyLife.Retired _ -> "retired";
      case KeyLife.Compromised _ -> "compromised";
    };
  }

  private static @Nullable String since(KeyLife life) {
    return switch (life) {
      case KeyLife.Announced(), KeyLife.Active() -> null;
      case KeyLife.Retired(var since) -> since.toString();
      case KeyLife.Compromised(var since) -> since.toString();
    };
  }

  /** A key that was written before there were lives signed, and goes on to. */
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
    return new IllegalStateException("an item that nobody writes so: " + what);
  }
}
