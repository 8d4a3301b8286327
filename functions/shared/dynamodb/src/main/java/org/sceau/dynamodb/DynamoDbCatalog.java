package org.sceau.dynamodb;

import static org.sceau.dynamodb.DynamoDb.number;
import static org.sceau.dynamodb.DynamoDb.text;

import java.time.Instant;
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
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Keeps the {@link Catalog} in one table, with the items of {@link CatalogItems}. */
public final class DynamoDbCatalog implements Catalog {

  private final DynamoDbTable table;
  private final ConditionalWrite writing;

  public DynamoDbCatalog(DynamoDbClient client, String table) {
    this.table = new DynamoDbTable(client, table);
    this.writing = new ConditionalWrite(client);
  }

  @Override
  public Optional<Issuer> issuer(IssuerId id) {
    return table.get(CatalogItems.issuerKey(id)).map(item -> CatalogItems.issuer(id, item));
  }

  @Override
  public Optional<IssuerId> named(String didKey) {
    return table
        .get(CatalogItems.didKeyKey(didKey))
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
    var condition = "#revision = :before";
    return writing.put(
        PutItemRequest.builder()
            .tableName(table.name())
            .item(
                CatalogItems.issuerKey(issuer.id()).with(CatalogItems.content(issuer)).attributes())
            .conditionExpression(condition)
            .expressionAttributeNames(DynamoDbTable.names(condition))
            .expressionAttributeValues(Map.of(":before", number(issuer.revision() - 1)))
            .build());
  }

  @Override
  public Optional<Achievement> achievement(AchievementId id) {
    return table
        .get(CatalogItems.achievementKey(id, CatalogItems.CURRENT))
        .map(item -> CatalogItems.achievement(id, item));
  }

  @Override
  public boolean put(Achievement achievement) {
    var id = achievement.id();
    var content = CatalogItems.content(achievement);
    var currentKey = CatalogItems.achievementKey(id, CatalogItems.CURRENT);
    var versionKey =
        CatalogItems.achievementKey(id, CatalogItems.versionItem(achievement.version()));
    var current =
        achievement.version() == 1
            ? putNew(currentKey, content)
            : table.put(
                currentKey.with(content),
                "#version = :before AND #issuer = :issuer",
                Map.of(
                    ":before", number(achievement.version() - 1),
                    ":issuer", text(achievement.issuer().value())));
    var refused = writing.transact(current, putNew(versionKey, content));
    return refused.isEmpty()
        || achievement(id, achievement.version()).filter(achievement::equals).isPresent();
  }

  @Override
  public Optional<Achievement> achievement(AchievementId id, long version) {
    return table
        .get(CatalogItems.achievementKey(id, CatalogItems.versionItem(version)))
        .map(item -> CatalogItems.achievement(id, item));
  }

  @Override
  public Optional<ApiKey> apiKey(String id) {
    return table.get(CatalogItems.apiKeyKey(id)).map(item -> CatalogItems.apiKey(id, item));
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
    return table.putNew(key.with(content), CatalogItems.OWNER);
  }

  @Override
  public List<ApiKey> apiKeys(IssuerId issuer) {
    var query =
        table
            .where(
                "#owner = :owner AND begins_with(#item, :listed)",
                Map.of(
                    ":owner", text(CatalogItems.issuerOwner(issuer)),
                    ":listed", text(CatalogItems.LISTED)))
            .consistentRead(true)
            .build();
    return table.query(
        query,
        items ->
            items
                .map(DynamoDbCatalog::listed)
                .sorted(Comparator.comparing(ApiKey::createdAt).thenComparing(ApiKey::id))
                .toList());
  }

  private static ApiKey listed(ItemReader item) {
    var id = item.text(CatalogItems.ITEM).substring(CatalogItems.LISTED.length());
    return CatalogItems.apiKey(id, item);
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
    return DynamoDbTable.transactional(
        table.update(
            key,
            "SET #endsAt = :at",
            "#issuer = :issuer AND (attribute_not_exists(#endsAt) OR #endsAt > :at)",
            Map.of(":at", number(at.toEpochMilli()), ":issuer", text(issuer.value()))));
  }
}
