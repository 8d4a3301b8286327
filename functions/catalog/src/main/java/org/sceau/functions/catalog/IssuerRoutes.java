package org.sceau.functions.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sceau.dataintegrity.Multikey;
import org.sceau.jose.KeyKind;
import org.sceau.json.Violation;
import org.sceau.records.OptimisticRetry;
import org.sceau.records.catalog.BearerKey;
import org.sceau.records.catalog.Catalog;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.IssuerProfile;
import org.sceau.records.catalog.IssuingSettings;
import org.sceau.records.catalog.KeyDirectory;
import org.sceau.records.catalog.Scope;
import org.sceau.records.catalog.SigningKey;
import org.sceau.statuslist.Positions;

/** Makes issuers and changes their profiles. */
final class IssuerRoutes {

  /** What the operator calls a key for everything. */
  private static final String FIRST_KEY = "operator";

  private static final Set<Scope> ALL_OF_AN_ISSUER =
      Set.of(Scope.AWARD, Scope.STATUS, Scope.CATALOG, Scope.READ);

  private static final String KEYS_COME_LATER =
      "Leave this out: keys of an issuer with did:web come with POST /signing-keys.";

  private static final String KEY_WANTED =
      "Give the ARN of a KMS key of P-256 for this issuer alone: the key is the issuer.";

  private static final String NO_KEY =
      "The issuer has no key that signs so: the operator gives it one with POST /signing-keys.";

  private final Catalog catalog;
  private final KeyDirectory directory;
  private final List<String> keyArns;
  private final Positions positions;
  private final PublishedDocuments documents;
  private final ApiKeys apiKeys;

  /** The outcome of a request on an issuer. */
  sealed interface Result {

    /**
     * The issuer is kept as this revision; 1 if it is new.
     *
     * @param apiKey a new one, told here and never again; {@code null} if none was made
     */
    record Kept(Issuer issuer, @Nullable BearerKey apiKey) implements Result {}

    /** What is asked of it does not go with its keys, or with what it is for good. */
    record Unfit(List<Violation> violations) implements Result {

      public Unfit {
        violations = List.copyOf(violations);
      }
    }

    /** There is no such issuer, and the caller may not make one. */
    record Unknown() implements Result {}
  }

  IssuerRoutes(
      Catalog catalog,
      KeyDirectory directory,
      List<String> keyArns,
      Positions positions,
      PublishedDocuments documents,
      ApiKeys apiKeys) {
    this.catalog = catalog;
    this.directory = directory;
    this.keyArns = List.copyOf(keyArns);
    this.positions = positions;
    this.documents = documents;
    this.apiKeys = apiKeys;
  }

  boolean has(IssuerId id) {
    return catalog.issuer(id).isPresent();
  }

  /**
   * Makes the issuer, or changes its profile.
   *
   * @param keyArn the key whose did:key identifies the issuer; {@code null} for a did:web
   * @param mayMake whether the issuer may be made if it does not exist
   * @param newKey whether to make an API key even if the issuer exists
   */
  Result put(
      IssuerId id,
      IssuerProfile profile,
      @Nullable String keyArn,
      boolean mayMake,
      boolean newKey) {
    return OptimisticRetry.retry(id, () -> tryPut(id, profile, keyArn, mayMake, newKey));
  }

  /** Puts the issuer; empty if it changed since it was read. */
  private Optional<Result> tryPut(
      IssuerId id,
      IssuerProfile profile,
      @Nullable String keyArn,
      boolean mayMake,
      boolean newKey) {
    var kept = catalog.issuer(id);
    if (kept.isEmpty() && !mayMake) {
      return Optional.of(new Result.Unknown());
    }
    List<Violation> unfit = new ArrayList<>();
    var keys =
        kept.isPresent()
            ? keys(kept.get(), profile, keyArn, unfit)
            : keys(id, profile, keyArn, unfit);
    if (!unfit.isEmpty()) {
      return Optional.of(new Result.Unfit(unfit));
    }
    var issuer = new Issuer(id, profile, keys, kept.map(Issuer::revision).orElse(0L) + 1);
    var lacking = lacking(issuer);
    if (!lacking.isEmpty()) {
      return Optional.of(new Result.Unfit(lacking));
    }
    // Before the issuer itself, so that no issuer is ever without a list or a key.
    positions.openFirst(id);
    var apiKey =
        kept.isEmpty() || newKey ? apiKeys.make(id, FIRST_KEY, ALL_OF_AN_ISSUER).text() : null;
    if (!catalog.put(issuer)) {
      return Optional.empty();
    }
    documents.publish(issuer);
    return Optional.of(new Result.Kept(issuer, apiKey));
  }

  private static List<Violation> lacking(Issuer issuer) {
    var settings = issuer.profile().issuing();
    List<Violation> lacking = new ArrayList<>();
    if (settings.proofKinds().stream().noneMatch(kind -> issuer.signingKey(kind).isPresent())) {
      lacking.add(new Violation("/issuing/cryptosuite", NO_KEY));
    }
    if (issuer.signingKey(settings.jwsAlgorithm().kind()).isEmpty()) {
      lacking.add(new Violation("/issuing/jwsAlgorithm", NO_KEY));
    }
    return lacking;
  }

  /** What an issuer is called by, it keeps. */
  private static List<SigningKey> keys(
      Issuer before, IssuerProfile profile, @Nullable String keyArn, List<Violation> unfit) {
    if (profile.issuing().did() != before.profile().issuing().did()) {
      unfit.add(
          new Violation(
              "/issuing/did",
              before.isItsKey()
                  ? "Say key: an issuer keeps its DID, and this one is a did:key."
                  : "Say web, or leave this out: an issuer keeps its DID. Make another issuer."));
    } else if (keyArn != null && !before.isItsKey()) {
      unfit.add(new Violation("/keyArn", KEYS_COME_LATER));
    } else if (keyArn != null && !before.keys().getFirst().keyArn().equals(keyArn)) {
      unfit.add(
          new Violation(
              "/keyArn", "Leave this out: the issuer is its key. Make another issuer of another."));
    }
    return before.keys();
  }

  /** The keys that an issuer begins with. */
  private List<SigningKey> keys(
      IssuerId id, IssuerProfile profile, @Nullable String keyArn, List<Violation> unfit) {
    if (profile.issuing().did() == IssuingSettings.DidMethod.WEB) {
      if (keyArn != null) {
        unfit.add(new Violation("/keyArn", KEYS_COME_LATER));
      }
      return keyArns.stream().map(directory::find).toList();
    }
    if (keyArn == null) {
      unfit.add(new Violation("/keyArn", KEY_WANTED));
      return List.of();
    }
    if (keyArns.contains(keyArn)) {
      unfit.add(new Violation("/keyArn", "Other issuers sign with this key. " + KEY_WANTED));
      return List.of();
    }
    SigningKey key;
    try {
      key = directory.find(keyArn);
    } catch (IllegalArgumentException e) {
      unfit.add(new Violation("/keyArn", "The key cannot sign: " + e.getMessage()));
      return List.of();
    }
    if (key.publicKey().kind() != KeyKind.P256) {
      unfit.add(new Violation("/keyArn", KEY_WANTED));
    } else if (catalog
        .named(Multikey.did(key.publicKey()))
        .filter(other -> !other.equals(id))
        .isPresent()) {
      unfit.add(new Violation("/keyArn", "Another issuer is this key. " + KEY_WANTED));
    }
    return List.of(key);
  }
}
