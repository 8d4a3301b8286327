package org.sceau.dynamodb;

import static org.sceau.dynamodb.CredentialItems.CONTENT;
import static org.sceau.dynamodb.CredentialItems.ERASED_AT;
import static org.sceau.dynamodb.CredentialItems.ID;
import static org.sceau.dynamodb.CredentialItems.REASON;
import static org.sceau.dynamodb.CredentialItems.REPLACED_BY;
import static org.sceau.dynamodb.CredentialItems.SINCE;
import static org.sceau.dynamodb.CredentialItems.STATUS;
import static org.sceau.dynamodb.CredentialItems.awardId;
import static org.sceau.dynamodb.CredentialItems.key;
import static org.sceau.dynamodb.CredentialItems.statusOf;
import static org.sceau.dynamodb.CredentialItems.toItem;
import static org.sceau.dynamodb.DynamoDb.number;
import static org.sceau.dynamodb.DynamoDb.text;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sceau.records.StoreUnavailableException;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.credential.AwardRecord;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.CredentialRecord;
import org.sceau.records.credential.CredentialStore;
import org.sceau.records.credential.ErasedCredential;
import org.sceau.records.credential.IssuedCredential;
import org.sceau.records.status.CredentialStatus;
import org.sceau.records.status.CredentialStatus.Revoked;
import org.sceau.records.status.StatusListId;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Implements {@link CredentialStore} with one item for each credential and award in the table of
 * credentials; claims and bits are in the table of status lists.
 *
 * <p>A write may be applied and its answer lost; the retry of the SDK or the caller is then
 * refused. So a refused write is read back, and counts as written if the stored item is exactly the
 * one to write.
 */
public final class DynamoDbCredentialStore implements CredentialStore {

  /** The places of writes in the transaction of a revocation. */
  private static final int STATUS_PLACE = 0;

  private static final int HEAD_PLACE = 1;

  private final DynamoDbTable credentials;
  private final DynamoDbTable lists;
  private final ConditionalWrite writing;

  /**
   * @param credentials the table of credentials
   * @param lists the table of status lists
   */
  public DynamoDbCredentialStore(DynamoDbClient client, String credentials, String lists) {
    this(client, credentials, lists, new ConditionalWrite(client));
  }

  DynamoDbCredentialStore(
      DynamoDbClient client, String credentials, String lists, ConditionalWrite writing) {
    this.credentials = new DynamoDbTable(client, credentials);
    this.lists = new DynamoDbTable(client, lists);
    this.writing = writing;
  }

  @Override
  public Recording record(IssuedCredential credential, @Nullable AwardRecord award) {
    return writing.transact(puts(credential, award)).isEmpty()
        ? new Recording.Recorded()
        : whyRefused(credential, award);
  }

  @Override
  public Recording replace(
      IssuedCredential old, Revoked end, IssuedCredential credential, @Nullable AwardRecord award) {
    var refused = revoke(old, end, puts(credential, award));
    if (refused.isEmpty()) {
      return new Recording.Recorded();
    }
    var why = whyRefused(credential, award);
    return why instanceof Recording.Taken && refused.contains(STATUS_PLACE)
        ? new Recording.Outdated()
        : why;
  }

  private List<TransactWriteItem> puts(IssuedCredential credential, @Nullable AwardRecord award) {
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(credentials.putNew(toItem(credential), ID));
    writes.add(
        lists.putNew(
            StatusListItems.claimKey(credential.position())
                .with(StatusListItems.CREDENTIAL, credential.id().value()),
            StatusListItems.LIST));
    if (award != null) {
      writes.add(credentials.putNew(toItem(award), ID));
    }
    return writes;
  }

  private Recording whyRefused(IssuedCredential credential, @Nullable AwardRecord award) {
    var keptAward =
        award == null ? Optional.<AwardRecord>empty() : award(award.issuer(), award.awardKey());
    boolean sameCredential =
        find(credential.id())
            .filter(kept -> kept.with(credential.status()).equals(credential))
            .isPresent();
    if (sameCredential && (award == null || keptAward.filter(award::equals).isPresent())) {
      return new Recording.Recorded();
    }
    return keptAward.<Recording>map(Recording.AwardedBefore::new).orElseGet(Recording.Taken::new);
  }

  @Override
  public Optional<CredentialRecord> lookUp(CredentialId id) {
    return credentials.get(key(id)).map(CredentialItems::credential);
  }

  @Override
  public Optional<AwardRecord> award(IssuerId issuer, String awardKey) {
    return credentials
        .get(new ItemReader().with(ID, awardId(issuer, awardKey)))
        .map(CredentialItems::award);
  }

  /** Reads the awards in batches: one by one, a hundred would cost more than their signatures. */
  @Override
  public Map<String, AwardRecord> awards(IssuerId issuer, Set<String> awardKeys) {
    if (awardKeys.size() <= 1) {
      return awardKeys.stream()
          .flatMap(key -> award(issuer, key).stream())
          .collect(Collectors.toUnmodifiableMap(AwardRecord::awardKey, award -> award));
    }
    Map<String, AwardRecord> found = new HashMap<>();
    var pauses = writing.pauses("batch get from " + credentials.name());
    var wanted =
        Map.of(
            credentials.name(),
            KeysAndAttributes.builder()
                .consistentRead(true)
                .keys(
                    awardKeys.stream()
                        .map(key -> new ItemReader().with(ID, awardId(issuer, key)).attributes())
                        .toList())
                .build());
    while (true) {
      var asked = wanted;
      var answer =
          DynamoDb.ask(
              "batch get from " + credentials.name(),
              () -> credentials.client().batchGetItem(get -> get.requestItems(asked)));
      for (var item : answer.responses().getOrDefault(credentials.name(), List.of())) {
        var award = CredentialItems.award(new ItemReader(item));
        found.put(award.awardKey(), award);
      }
      if (answer.unprocessedKeys().isEmpty()) {
        return Map.copyOf(found);
      }
      // The table is too busy: what it left out says nothing of whether it is there.
      wanted = answer.unprocessedKeys();
      pauses.next(new IllegalStateException("keys were left unprocessed"));
    }
  }

  @Override
  public boolean change(CredentialRecord before, CredentialStatus after) {
    boolean changed =
        after instanceof Revoked revoked
            ? revoke(before, revoked, List.of()).isEmpty()
            : writing.update(statusUpdate(before, after)).isPresent();
    return changed || hasStatus(before.id(), after);
  }

  @Override
  public Optional<ErasedCredential> erase(CredentialId id, IssuerId issuer, Instant at) {
    var _ =
        writing.update(
            credentials.update(
                key(id),
                "SET #erasedAt = :at REMOVE #" + String.join(", #", CONTENT),
                "#issuer = :issuer AND attribute_not_exists(#erasedAt)",
                Map.of(":at", text(at.toString()), ":issuer", text(issuer.value()))));
    return lookUp(id)
        .filter(kept -> kept.issuer().equals(issuer))
        .flatMap(kept ->
            kept instanceof ErasedCredential erased ? Optional.of(erased) : Optional.empty());
  }

  /**
   * Revokes the credential in one transaction with other writes.
   *
   * @return the places of the refused writes: {@link #STATUS_PLACE}, or those of the other writes;
   *     empty if all were written
   */
  private List<Integer> revoke(
      CredentialRecord before, Revoked after, List<TransactWriteItem> others) {
    var position = before.position();
    long since = after.since().toEpochMilli();
    long start = writing.start();
    do {
      var head = lists.get(StatusListItems.headKey(position.list()));
      boolean due = head.isPresent() && head.get().number(StatusListItems.DUE_AT) <= since;
      List<TransactWriteItem> writes = new ArrayList<>();
      writes.add(DynamoDbTable.transactional(statusUpdate(before, after)));
      writes.add(headUpdate(position.list(), since, due));
      writes.add(lists.put(StatusListItems.setKey(position), null, Map.of()));
      writes.addAll(others);
      var refused = writing.transact(writes);
      if (!refused.equals(List.of(HEAD_PLACE))) {
        return refused;
      }
      if (head.isEmpty()) {
        throw new IllegalStateException("never opened: " + position.list());
      }
      // The head came to be due, or was published, between its reading and the transaction.
    } while (!writing.isLate(start));
    throw new StoreUnavailableException(
        "DynamoDB: the head of " + position.list() + " changes all the time",
        new IllegalStateException("read again and again"));
  }

  /** A list that is due earlier stays so; DynamoDB has no minimum, so either is its own write. */
  private TransactWriteItem headUpdate(StatusListId list, long since, boolean due) {
    return DynamoDbTable.transactional(
        lists.update(
            StatusListItems.headKey(list),
            due ? "ADD #change :one" : "SET #dueAt = :since ADD #change :one",
            due ? "#dueAt <= :since" : "#dueAt > :since",
            Map.of(":one", number(1), ":since", number(since))));
  }

  private UpdateItemRequest statusUpdate(CredentialRecord before, CredentialStatus after) {
    var was = statusOf(new ItemReader(), before.status());
    var becomes = statusOf(new ItemReader(), after);
    List<String> set = new ArrayList<>();
    List<String> remove = new ArrayList<>();
    List<String> conditions = new ArrayList<>();
    conditions.add(
        before instanceof ErasedCredential
            ? "attribute_exists(#%s)".formatted(ERASED_AT)
            : "attribute_not_exists(#%s)".formatted(ERASED_AT));
    Map<String, AttributeValue> values = new HashMap<>();
    for (var name : List.of(STATUS, SINCE, REASON, REPLACED_BY)) {
      becomes
          .find(name)
          .ifPresentOrElse(
              value -> {
                set.add("#%1$s = :%1$s".formatted(name));
                values.put(":" + name, text(value));
              },
              () -> remove.add("#" + name));
      was.find(name)
          .ifPresentOrElse(
              value -> {
                conditions.add("#%1$s = :was_%1$s".formatted(name));
                values.put(":was_" + name, text(value));
              },
              () -> conditions.add("attribute_not_exists(#%s)".formatted(name)));
    }
    return credentials.update(
        key(before.id()),
        "SET "
            + String.join(", ", set)
            + (remove.isEmpty() ? "" : " REMOVE " + String.join(", ", remove)),
        String.join(" AND ", conditions),
        values);
  }

  private boolean hasStatus(CredentialId id, CredentialStatus status) {
    return lookUp(id).filter(kept -> kept.status().equals(status)).isPresent();
  }
}
