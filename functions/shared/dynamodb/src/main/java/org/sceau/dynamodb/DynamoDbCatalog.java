package org.sceau.dynamodb;

import static org.sceau.dynamodb.DynamoDb.names;
import static org.sceau.dynamodb.DynamoDb.number;
import static org.sceau.dynamodb.DynamoDb.text;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sceau.dataintegrity.Multikey;
import org.sceau.records.catalog.Achievement;
import org.sceau.records.catalog.AchievementId;
import org.sceau.records.catalog.ApiKey;
import org.sceau.records.catalog.Catalog;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Keeps the {@link Catalog} in one table, with the items of {@link CatalogItems}. */
public final class DynamoDbCatalog implements Catalog {

  private final DynamoDbClient client;
  private final String table;
  private final ConditionalWrite writing;

  public DynamoDbCatalog(DynamoDbClient client, String table) {
    this(client, table, new SecureRandom());
  }

  /**
   * @param random randomizes the pauses between tries
   */
  public DynamoDbCatalog(DynamoDbClient client, String table, SecureRandom random) {
    this.client = client;
    this.table = table;
    this.writing = new ConditionalWrite(client, random);
  }

  @Override
  public Optional<Issuer> issuer(IssuerId id) {
    return DynamoDb.get(client, table, CatalogItems.issuerKey(id))
        .map(item -> CatalogItems.issuer(id, item));
  }

  @Override
  public Optional<IssuerId> named(String didKey) {
    return DynamoDb.get(client, table, CatalogItems.didKeyKey(didKey))
        .map(item -> new IssuerId(item.text(CatalogItems.ISSUER)));
  }

  @Override
  public boolean put(Issuer issuer) {
    // An earlier try may have written it although its response was lost.
    return (issuer.revision() == 1 ? add(issuer) : change(issuer))
        || issuer(issuer.id()).filter(issuer::equals).isPresent();
  }

  /** Also indexes a did:key issuer by its DID; the transaction keeps the DID unique. */
  private boolean add(Issuer issuer) {
    var itself = putNew(CatalogItems.issuerKey(issuer.id()), CatalogItems.content(issuer));
    return (issuer.isItsKey()
            ? writing.transact(
                itself,
                putNew(
                    CatalogItems.didKeyKey(Multikey.did(issuer.keys().getFirst().publicKey())),
                    new ItemReader().with(CatalogItems.ISSUER, issuer.id().value())))
            : writing.transact(itself))
        .isEmpty();
  }

  private boolean change(Issuer issuer) {
    return writing.put(
        PutItemRequest.builder()
            .tableName(table)
            .item(
                CatalogItems.under(
                    CatalogItems.issuerKey(issuer.id()), CatalogItems.content(issuer)))
            .conditionExpression("#revision = :before")
            .expressionAttributeNames(names(CatalogItems.REVISION))
            .expressionAttributeValues(Map.of(":before", number(issuer.revision() - 1)))
            .build());
  }

  @Override
  public Optional<Achievement> achievement(AchievementId id) {
    return DynamoDb.get(client, table, CatalogItems.achievementKey(id, CatalogItems.CURRENT))
        .map(item -> CatalogItems.achievement(id, item));
  }

  @Override
  public boolean put(Achievement achievement) {
    var id = achievement.id();
    var content = CatalogItems.content(achievement);
    var current =
        Put.builder()
            .tableName(table)
            .item(
                CatalogItems.under(CatalogItems.achievementKey(id, CatalogItems.CURRENT), content));
    if (achievement.version() == 1) {
      current
          .conditionExpression("attribute_not_exists(#owner)")
          .expressionAttributeNames(names(CatalogItems.OWNER));
    } else {
      current
          .conditionExpression("#version = :before AND #issuer = :issuer")
          .expressionAttributeNames(names(CatalogItems.VERSION, CatalogItems.ISSUER))
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
            .item(
                CatalogItems.under(
                    CatalogItems.achievementKey(
                        id, CatalogItems.versionItem(achievement.version())),
                    content))
            .conditionExpression("attribute_not_exists(#owner)")
            .expressionAttributeNames(names(CatalogItems.OWNER))
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
    return DynamoDb.get(
            client, table, CatalogItems.achievementKey(id, CatalogItems.versionItem(version)))
        .map(item -> CatalogItems.achievement(id, item));
  }

  @Override
  public Optional<ApiKey> apiKey(String id) {
    return DynamoDb.get(client, table, CatalogItems.apiKeyKey(id))
        .map(item -> CatalogItems.apiKey(id, item));
  }

  /** Writes the key under its id, for look-up, and under its issuer, for listing. */
  @Override
  public boolean add(ApiKey key) {
    var refused =
        writing.transact(
            putNew(CatalogItems.apiKeyKey(key.id()), CatalogItems.content(key)),
            putNew(CatalogItems.listedKey(key.issuer(), key.id()), CatalogItems.content(key)));
    return refused.isEmpty() || apiKey(key.id()).filter(key::equals).isPresent();
  }

  private TransactWriteItem putNew(ItemReader key, ItemReader content) {
    return TransactWriteItem.builder()
        .put(
            Put.builder()
                .tableName(table)
                .item(CatalogItems.under(key, content))
                .conditionExpression("attribute_not_exists(#owner)")
                .expressionAttributeNames(names(CatalogItems.OWNER))
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
            .expressionAttributeNames(names(CatalogItems.OWNER, CatalogItems.ITEM))
            .expressionAttributeValues(
                Map.of(
                    ":owner",
                    text(CatalogItems.issuerOwner(issuer)),
                    ":listed",
                    text(CatalogItems.LISTED)))
            .build();
    while (true) {
      var asked = query;
      var page = DynamoDb.ask("list API keys", () -> client.query(asked));
      for (var attributes : page.items()) {
        var item = new ItemReader(attributes);
        keys.add(
            CatalogItems.apiKey(
                item.text(CatalogItems.ITEM).substring(CatalogItems.LISTED.length()), item));
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
    // The write is refused if the key is not the issuer's or ends earlier; the item tells which.
    var _ =
        writing.transact(
            ending(CatalogItems.apiKeyKey(id), issuer, at),
            ending(CatalogItems.listedKey(issuer, id), issuer, at));
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
                .expressionAttributeNames(names(CatalogItems.ISSUER, CatalogItems.ENDS_AT))
                .expressionAttributeValues(
                    Map.of(":at", number(at.toEpochMilli()), ":issuer", text(issuer.value())))
                .build())
        .build();
  }
}
