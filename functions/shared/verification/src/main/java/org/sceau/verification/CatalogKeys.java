package org.sceau.verification;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sceau.jose.CompactJws;
import org.sceau.records.Deployment;
import org.sceau.records.catalog.DidDocument;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.KeyLife;
import org.sceau.records.catalog.SigningKey;

/** Finds the keys of an issuer of this deployment in the catalog. */
final class CatalogKeys implements IssuerKeys {

  private final Deployment deployment;
  private final IssuerDirectory issuers;
  private final IssuerId issuer;
  private final String did;
  private @Nullable Issuer owner;

  /**
   * @param did the issuer's id in the credential
   */
  CatalogKeys(Deployment deployment, IssuerDirectory issuers, IssuerId issuer, String did) {
    this.deployment = deployment;
    this.issuers = issuers;
    this.issuer = issuer;
    this.did = did;
  }

  @Override
  public Finding named(String method) {
    return find(method, key -> DidDocument.isMultikeyMethod(method, did, key));
  }

  @Override
  public Finding ofJws(CompactJws jws) {
    var kid = jws.kid().orElse("");
    return find(kid, key -> DidDocument.jwkMethod(did, key).equals(kid));
  }

  /** Returns the issuer whose key was found. */
  Issuer owner() {
    var found = owner;
    if (found == null) {
      throw new IllegalStateException("no key was found");
    }
    return found;
  }

  private Finding find(String method, Predicate<SigningKey> isNamed) {
    if (!method.startsWith(did + "#")) {
      return new Finding.NotOfIssuer();
    }
    var found = issuers.find(issuer, isNamed);
    if (found.isEmpty()) {
      return new Finding.Unavailable(VerificationProblem.of(ProblemCode.ISSUER_UNKNOWN));
    }
    owner = found.get();
    return deployment.did(found.get()).equals(did)
        ? found.get().keys().stream()
            .filter(isNamed)
            .findFirst()
            .<Finding>map(key ->
                new Finding.Found(new IssuerKey(method, key.publicKey(), compromisedSince(key))))
            .orElseGet(Finding.NotOfIssuer::new)
        : new Finding.NotOfIssuer();
  }

  private static Optional<Instant> compromisedSince(SigningKey key) {
    return key.life() instanceof KeyLife.Compromised(var since)
        ? Optional.of(since)
        : Optional.empty();
  }
}
