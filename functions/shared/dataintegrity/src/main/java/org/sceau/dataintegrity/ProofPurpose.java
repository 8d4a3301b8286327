package org.sceau.dataintegrity;

import org.jspecify.annotations.Nullable;

/**
 * The purpose that a proof must have been made for.
 *
 * @param name the {@code proofPurpose}
 * @param challenge the challenge that the proof must repeat; {@code null} if none was given
 * @param domain the domain that the proof must name; {@code null} if any
 */
public record ProofPurpose(String name, @Nullable String challenge, @Nullable String domain) {

  /** The purpose of a credential's proof: its issuer asserts its claims. */
  public static final ProofPurpose ASSERTION = new ProofPurpose("assertionMethod", null, null);

  /** Creates the purpose of a presentation's proof: its holder authenticates to the verifier. */
  public static ProofPurpose authentication(@Nullable String challenge, @Nullable String domain) {
    return new ProofPurpose("authentication", challenge, domain);
  }
}
