package org.sceau.functions.catalog;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sceau.records.OptimisticRetry;
import org.sceau.records.catalog.Catalog;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.KeyDirectory;
import org.sceau.records.catalog.KeyLife;
import org.sceau.records.catalog.SigningKey;
import org.sceau.records.status.StatusListId;
import org.sceau.records.status.StatusLists;
import org.sceau.records.status.StatusPurpose;

/**
 * Leads an issuer's signing keys through their life. A new key is public before it signs, so that
 * nobody meets a signature whose key is not in the issuer's document; a compromised one leaves the
 * document, and the status lists that it signed are signed anew. Whatever is interrupted is brought
 * to its end by asking for it again.
 */
final class SigningKeys {

  private final Catalog catalog;
  private final KeyDirectory directory;
  private final StatusLists lists;
  private final PublishedDocuments documents;
  private final InstantSource clock;

  /** The outcome of a request on signing keys. */
  sealed interface Result {

    /** The issuer has its keys so. */
    record Kept(Issuer issuer, SigningKey key) implements Result {}

    /** There is no such issuer. */
    record UnknownIssuer() implements Result {}

    /** The issuer has no such key. */
    record UnknownKey() implements Result {}

    /** There is no such key in KMS that Sceau signs with. */
    record Unusable(String reason) implements Result {}

    /** The key's life has gone on: it does not sign again. */
    record Over(KeyLife life) implements Result {}

    /** The issuer is its key, and has no other. */
    record ItsKey() implements Result {}

    /** The key signs: without it the issuer could sign nothing of its kind. */
    record InUse() implements Result {}
  }

  SigningKeys(
      Catalog catalog,
      KeyDirectory directory,
      StatusLists lists,
      PublishedDocuments documents,
      InstantSource clock) {
    this.catalog = catalog;
    this.directory = directory;
    this.lists = lists;
    this.documents = documents;
    this.clock = clock;
  }

  Optional<Issuer> of(IssuerId issuer) {
    return catalog.issuer(issuer);
  }

  /** Makes the key public, if it is not yet, so that caches learn of it before it signs. */
  Result announce(IssuerId issuer, String keyArn) {
    if (catalog.issuer(issuer).filter(Issuer::isItsKey).isPresent()) {
      return new Result.ItsKey();
    }
    SigningKey found;
    try {
      found = directory.find(keyArn);
    } catch (IllegalArgumentException e) {
      return new Result.Unusable(String.valueOf(e.getMessage()));
    }
    var kid = found.kid();
    return change(
            issuer,
            before ->
                before.key(kid).isPresent()
                    ? before.keys()
                    : with(found.with(new KeyLife.Announced()), before.keys()))
        .flatMap(after -> after.key(kid).map(key -> announced(after, key)))
        .orElseGet(Result.UnknownIssuer::new);
  }

  /** Lets the key sign from now on; the one of its kind that signed until now is retired. */
  Result rotate(IssuerId issuer, String keyArn) {
    var announced = announce(issuer, keyArn);
    return announced instanceof Result.Kept(_, var key) ? activate(issuer, key.kid()) : announced;
  }

  private Result activate(IssuerId issuer, String kid) {
    return change(issuer, before -> activated(kid, before.keys()))
        .flatMap(after -> after.key(kid).map(key -> rotated(after, key)))
        .orElseGet(Result.UnknownIssuer::new);
  }

  /** Marks the key as compromised; what it signed since that time is not trusted. */
  Result compromise(IssuerId issuer, String kid, Instant since) {
    var found = catalog.issuer(issuer);
    if (found.isEmpty()) {
      return new Result.UnknownIssuer();
    }
    var key = found.get().key(kid);
    if (key.isEmpty()) {
      return new Result.UnknownKey();
    }
    if (key.get().life() instanceof KeyLife.Active && !found.get().isItsKey()) {
      return new Result.InUse();
    }
    var after =
        change(
            issuer,
            before ->
                before.keys().stream()
                    .map(each ->
                        each.kid().equals(kid) ? compromised(each, since, before.isItsKey()) : each)
                    .toList());
    makeListsDue(issuer);
    return after
        .flatMap(kept -> kept.key(kid).map(each -> compromised(kept, each)))
        .orElseGet(Result.UnknownIssuer::new);
  }

  /** Its earlier signatures go with the key: all lists are published again. */
  private void makeListsDue(IssuerId issuer) {
    var now = now();
    int newest = lists.newest(issuer, StatusPurpose.REVOCATION).orElse(0);
    for (int number = newest; number > 0; number--) {
      lists.makeDue(new StatusListId(issuer, StatusPurpose.REVOCATION, number), now);
    }
  }

  /** Changes the keys and publishes them, also if they are so already. */
  private Optional<Issuer> change(IssuerId id, Function<Issuer, List<SigningKey>> change) {
    return OptimisticRetry.retry(
        id,
        () -> {
          var found = catalog.issuer(id);
          if (found.isEmpty()) {
            return Optional.of(found);
          }
          var before = found.get();
          var keys = change.apply(before);
          var after = keys.equals(before.keys()) ? before : before.withKeys(keys);
          if (!after.equals(before) && !catalog.put(after)) {
            return Optional.empty();
          }
          documents.publish(after);
          return Optional.of(Optional.of(after));
        });
  }

  private static Result announced(Issuer kept, SigningKey key) {
    return switch (key.life()) {
      case KeyLife.Announced(), KeyLife.Active() -> new Result.Kept(kept, key);
      case KeyLife.Retired _, KeyLife.Compromised _ -> new Result.Over(key.life());
    };
  }

  /** The key may have been given up by somebody else a moment ago. */
  private static Result rotated(Issuer kept, SigningKey key) {
    return key.life() instanceof KeyLife.Active
        ? new Result.Kept(kept, key)
        : new Result.Over(key.life());
  }

  private List<SigningKey> activated(String kid, List<SigningKey> keys) {
    var chosen = keys.stream().filter(key -> key.kid().equals(kid)).findFirst();
    if (chosen.isEmpty() || !(chosen.get().life() instanceof KeyLife.Announced)) {
      return keys;
    }
    var kind = chosen.get().publicKey().kind();
    var retired = new KeyLife.Retired(now());
    return keys.stream()
        .map(key ->
            key.kid().equals(kid)
                ? key.with(new KeyLife.Active())
                : key.publicKey().kind() == kind && key.life() instanceof KeyLife.Active
                    ? key.with(retired)
                    : key)
        .toList();
  }

  /** The key that was announced a moment ago may have become the one that signs. */
  private static Result compromised(Issuer kept, SigningKey key) {
    return key.life() instanceof KeyLife.Active ? new Result.InUse() : new Result.Kept(kept, key);
  }

  /**
   * The moment only ever comes earlier; the key that signs stays as it is, unless it is the issuer
   * itself, which ends with it.
   */
  private static SigningKey compromised(SigningKey key, Instant since, boolean isIssuer) {
    return switch (key.life()) {
      case KeyLife.Active() when !isIssuer -> key;
      case KeyLife.Compromised(var before) when !since.isBefore(before) -> key;
      case KeyLife.Announced(), KeyLife.Active(), KeyLife.Retired _, KeyLife.Compromised _ ->
          key.with(new KeyLife.Compromised(since));
    };
  }

  private static List<SigningKey> with(SigningKey first, List<SigningKey> others) {
    var keys = new ArrayList<SigningKey>();
    keys.add(first);
    keys.addAll(others);
    return List.copyOf(keys);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
