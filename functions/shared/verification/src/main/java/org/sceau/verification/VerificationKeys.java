package org.sceau.verification;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sceau.jose.PublicJwk;

/**
 * The keys that may assert for an issuer, by the issuer's own document: those under {@code
 * assertionMethod} whose controller is the issuer (Controlled Identifiers 1.0, section 2.3.2).
 *
 * @param controller the issuer's id
 * @param authentication the keys with which the same may answer for itself, as a holder does
 * @param unread the verification methods that may assert too, with keys of a kind that is not read
 */
public record VerificationKeys(
    String controller,
    List<AssertionKey> keys,
    List<AssertionKey> authentication,
    Set<String> unread) {

  /**
   * One key.
   *
   * @param id the URL of its verification method
   * @param end when it was revoked or expires; null if it goes on
   */
  public record AssertionKey(String id, PublicJwk publicKey, @Nullable Instant end) {

    boolean isUsableAt(Instant time) {
      return end == null || time.isBefore(end);
    }
  }

  public VerificationKeys {
    keys = List.copyOf(keys);
    authentication = List.copyOf(authentication);
    unread = Set.copyOf(unread);
  }

  /** The same with the keys for authentication in place of those for assertions. */
  VerificationKeys forAuthentication() {
    return new VerificationKeys(controller, authentication, authentication, Set.of());
  }

  /** The key of that verification method, if it may be used at that time. */
  public Optional<AssertionKey> find(String id, Instant time) {
    return keys.stream()
        .filter(key -> key.id().equals(id))
        .filter(key -> key.isUsableAt(time))
        .findFirst();
  }

  /**
   * Finds the verification method under which the issuer lists the key embedded in a signature. The
   * embedded key itself proves nothing.
   */
  public Optional<AssertionKey> find(PublicJwk brought, Instant time) {
    return keys.stream()
        .filter(key -> key.publicKey().equals(brought))
        .filter(key -> key.isUsableAt(time))
        .findFirst();
  }
}
