package org.sceau.manage;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sceau.catalog.BearerKey;
import org.sceau.catalog.Catalog;
import org.sceau.catalog.Issuer;
import org.sceau.catalog.IssuerId;
import org.sceau.catalog.IssuerProfile;
import org.sceau.catalog.KeyDirectory;
import org.sceau.catalog.Scope;
import org.sceau.json.Violation;
import org.sceau.status.Positions;

/** Makes issuers and changes their profiles. */
final class Issuers {

  private static final int TRIES = 5;

  /** What the operator calls a key for everything. */
  private static final String FIRST_KEY = "operator";

  private static final Set<Scope> ALL_OF_AN_ISSUER =
      Set.of(Scope.AWARD, Scope.STATUS, Scope.CATALOG, Scope.READ);

  private static final String NO_KEY =
      "The issuer has no key that signs so: the operator gives it one with POST /signing-keys.";

  private final Catalog catalog;
  private final KeyDirectory keys;
  private final List<String> keyArns;
  private final Positions positions;
  private final PublicDocuments documents;
  private final ApiKeys apiKeys;

  /** What came of it. */
  sealed interface Result {

    /**
     * The issuer is kept as this revision; 1 if it is new.
     *
     * @param apiKey a new one, told here and never again; {@code null} if none was made
     */
    record Kept(Issuer issuer, @Nullable BearerKey apiKey) implements Result {}

    /** Its settings want signatures that none of its keys makes. */
    record Keyless(List<Violation> violations) implements Result {

      public Keyless {
        violations = List.copyOf(violations);
      }
    }

    /** There is no such issuer, and the caller may not make one. */
    record Unknown() implements Result {}
  }

  Issuers(
      Catalog catalog,
      KeyDirectory keys,
      List<String> keyArns,
      Positions positions,
      PublicDocuments documents,
      ApiKeys apiKeys) {
    this.catalog = catalog;
    this.keys = keys;
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
   * @param mayMake whether it may be made if there is none
   * @param newKey whether an API key is to be made even if the issuer is there already
   */
  Result put(IssuerId id, IssuerProfile profile, boolean mayMake, boolean newKey) {
    for (int tries = 0; tries < TRIES; tries++) {
      var kept = catalog.issuer(id);
      if (kept.isEmpty() && !mayMake) {
        return new Result.Unknown();
      }
      var issuer = kept.map(before -> changed(before, profile)).orElseGet(() -> made(id, profile));
      var lacking = lacking(issuer);
      if (!lacking.isEmpty()) {
        return new Result.Keyless(lacking);
      }
      // Before the issuer itself, so that no issuer is ever without a list or a key.
      positions.openFirst(id);
      var apiKey =
          kept.isEmpty() || newKey ? apiKeys.make(id, FIRST_KEY, ALL_OF_AN_ISSUER).text() : null;
      if (catalog.put(issuer)) {
        documents.publish(issuer);
        return new Result.Kept(issuer, apiKey);
      }
    }
    throw new IllegalStateException(id + " is changed by others without end");
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

  private Issuer made(IssuerId id, IssuerProfile profile) {
    return new Issuer(id, profile, keyArns.stream().map(keys::find).toList(), 1);
  }

  private static Issuer changed(Issuer before, IssuerProfile profile) {
    return new Issuer(before.id(), profile, before.keys(), before.revision() + 1);
  }
}
