package org.sceau.verification;

import java.util.List;
import java.util.Optional;
import org.sceau.json.JsonObject;
import org.sceau.openbadges.CredentialFacts;
import org.sceau.records.catalog.IssuerProfile;
import org.sceau.records.status.CredentialStatus;

/**
 * A credential whose proof holds, so that what it says is what its issuer said.
 *
 * @param credential without proof and without the claims of a JWT
 * @param issuer who the issuer is today, as the catalog has it, or as the credential says if the
 *     issuer is another's
 * @param verificationMethod the DID URL of the key that signed
 * @param algorithm how it signed: the {@code alg} of a JWS, or the cryptosuite
 * @param status what happened to it since; empty if that is not known
 * @param registries the names of the registries that have the issuer
 */
public record ProvenCredential(
    JsonObject credential,
    IssuerProfile issuer,
    String verificationMethod,
    String algorithm,
    Optional<CredentialStatus> status,
    List<String> registries) {

  public ProvenCredential {
    registries = List.copyOf(registries);
  }

  public CredentialFacts facts() {
    return new CredentialFacts(credential);
  }
}
