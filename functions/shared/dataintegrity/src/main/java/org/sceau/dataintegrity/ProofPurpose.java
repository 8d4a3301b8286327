package org.sceau.dataintegrity;

import org.jspecify.annotations.Nullable;

/**
 * The purpose that a proof must have been made for.
 *
 * @param name the {@code proofPurpose}
 * @param challenge what the proof has to repeat; {@code null} if nothing was asked
 * @param domain the domain that the proof must name; {@code null} if any
 */
public record ProofPurpose(String name, @Nullable String challenge, @Nullable String domain) {

  /** A credential: its issuer asserts what it says. */
  public static final ProofPurpose ASSERTION = new ProofPurpose("assertionMethod", null, null);

  /** A presentation: its holder authenticates to the verifier that asked for it. */
  public static ProofPurpose authentication(@Nullable String challenge, @Nullable String domain) {
    return new ProofPurpose("authentication", challenge, domain);
  }
}
