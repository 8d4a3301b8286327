package org.sceau.verification;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who confirms an issuer: three separate answers, since a key proves none of them. The name that a
 * credential states is a claim of its signer.
 *
 * @param identity who says that the issuer is who it says it is
 * @param recognised whether a registry recognised the issuer when it signed
 * @param mayAward whether a registry says that the issuer may award this kind
 */
public record Recognition(Identity identity, Answer recognised, Answer mayAward) {

  /** Who says that the issuer is who it says it is. */
  public sealed interface Identity {

    /** The operator of this deployment, who registered the issuer. */
    record OfDeployment(String operator) implements Identity {}

    /**
     * A registry that names the issuer.
     *
     * @param name the issuer's name in the registry
     */
    record Registered(String registry, String name) implements Identity {}

    /** The domain that publishes the issuer's key: a host, which is not the name of anybody. */
    record Domain(String host) implements Identity {}

    /** Nobody: the issuer's id is a key that anyone can make. */
    record BareKey() implements Identity {}
  }

  /** The words of an answer. */
  public enum Word {
    YES,
    NO,
    UNKNOWN
  }

  /**
   * An answer with its source.
   *
   * @param source the name of the registry that gives it; null if none was asked, or answered
   */
  public record Answer(Word word, @Nullable String source) {

    static final Answer UNKNOWN = new Answer(Word.UNKNOWN, null);
  }

  /** Returns what is known of an issuer that no registry lists, from its id alone. */
  static Recognition ofId(String issuerId) {
    return new Recognition(
        host(issuerId).<Identity>map(Identity.Domain::new).orElseGet(Identity.BareKey::new),
        Answer.UNKNOWN,
        Answer.UNKNOWN);
  }

  /** Tells whether anybody confirms that the key belongs to the issuer that is named. */
  public boolean isConfirmed() {
    return !(identity instanceof Identity.BareKey);
  }

  /** Returns the host that publishes the keys of the id: of a did:web or of an https URL. */
  private static Optional<String> host(String issuerId) {
    return IssuerAddress.of(issuerId) instanceof IssuerAddress.At(var url)
        ? Optional.ofNullable(java.net.URI.create(url).getHost())
        : Optional.empty();
  }
}
