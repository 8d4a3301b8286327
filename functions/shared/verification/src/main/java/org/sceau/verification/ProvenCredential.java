package org.sceau.verification;

import java.util.List;
import java.util.Optional;
import org.sceau.json.JsonObject;
import org.sceau.openbadges.CredentialFacts;
import org.sceau.records.catalog.IssuerProfile;
import org.sceau.records.status.CredentialStatus;

/**
 * A credential whose proof was verified, so that its claims are its issuer's.
 *
 * @param credential without proof and without the claims of a JWT
 * @param issuer the issuer's current profile in the catalog, or the one in the credential for an
 *     external issuer
 * @param verificationMethod the DID URL of the key that signed
 * @param algorithm the {@code alg} of the JWS, or the cryptosuite
 * @param status its status; empty if not known
 * @param recognition who confirms the issuer
 * @param registries the names of the trust registries that list the issuer
 */
public record ProvenCredential(
    JsonObject credential,
    IssuerProfile issuer,
    String verificationMethod,
    String algorithm,
    Optional<CredentialStatus> status,
    Recognition recognition,
    List<String> registries) {

  public ProvenCredential {
    registries = List.copyOf(registries);
  }

  public CredentialFacts facts() {
    return new CredentialFacts(credential);
  }
}
