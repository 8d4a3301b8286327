package org.sceau.verification;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sceau.jose.PublicJwk;

/**
 * The assertion keys of an issuer by its own document: those under {@code assertionMethod} whose
 * controller is the issuer (Controlled Identifiers 1.0, section 2.3.2).
 *
 * @param controller the issuer's id
 * @param authentication the keys under {@code authentication}, with which a holder signs
 *     presentations
 * @param unread the verification methods that may assert too, with keys of an unsupported kind
 */
public record VerificationKeys(
    String controller,
    List<AssertionKey> keys,
    List<AssertionKey> authentication,
    Set<String> unread) {

  /**
   * A key with its verification method.
   *
   * @param id the URL of its verification method
   * @param kid the name that the JWK gives itself (RFC 7517, section 4.5); null if none
   * @param end when it was revoked or expires; null if neither
   */
  public record AssertionKey(
      String id, PublicJwk publicKey, @Nullable String kid, @Nullable Instant end) {

    boolean isUsableAt(Instant time) {
      return end == null || time.isBefore(end);
    }
  }

  public VerificationKeys {
    keys = List.copyOf(keys);
    authentication = List.copyOf(authentication);
    unread = Set.copyOf(unread);
  }

  /** Returns the keys for authentication in place of those for assertions. */
  VerificationKeys forAuthentication() {
    return new VerificationKeys(controller, authentication, authentication, Set.of());
  }
}
