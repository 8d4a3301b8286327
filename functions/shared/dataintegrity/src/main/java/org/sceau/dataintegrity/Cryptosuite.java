package org.sceau.dataintegrity;

import java.util.Arrays;
import java.util.Optional;
import org.sceau.jose.KeyKind;

/** The supported cryptosuites, each for its kinds of key. */
public enum Cryptosuite {
  /** Data Integrity EdDSA Cryptosuites 1.0, section 3.2. */
  EDDSA_RDFC_2022("eddsa-rdfc-2022"),
  /** Data Integrity EdDSA Cryptosuites 1.0, section 3.3. */
  EDDSA_JCS_2022("eddsa-jcs-2022"),
  /** Data Integrity ECDSA Cryptosuites 1.0, section 3.2. */
  ECDSA_RDFC_2019("ecdsa-rdfc-2019"),
  /** Data Integrity ECDSA Cryptosuites 1.0, section 3.3. */
  ECDSA_JCS_2019("ecdsa-jcs-2019"),
  /**
   * A proof type from before cryptosuites, which hashes as {@code eddsa-rdfc-2022} does. Verified,
   * never created.
   */
  ED25519_SIGNATURE_2020("Ed25519Signature2020");

  private final String id;

  Cryptosuite(String id) {
    this.id = id;
  }

  /** Returns the proof's {@code cryptosuite}, or the {@code type} of a proof without one. */
  public String id() {
    return id;
  }

  /** Tells whether this kind of key may be used with the suite. */
  public boolean isFor(KeyKind kind) {
    return switch (this) {
      case EDDSA_RDFC_2022, EDDSA_JCS_2022, ED25519_SIGNATURE_2020 -> kind == KeyKind.ED25519;
      case ECDSA_RDFC_2019, ECDSA_JCS_2019 -> kind == KeyKind.P256 || kind == KeyKind.P384;
    };
  }

  /** Tells whether the suite signs the JSON (RFC 8785), not the RDF. */
  public boolean isJcs() {
    return this == EDDSA_JCS_2022 || this == ECDSA_JCS_2019;
  }

  /** Finds the suite that a {@code DataIntegrityProof} names. */
  public static Optional<Cryptosuite> named(String id) {
    return Arrays.stream(values())
        .filter(suite -> suite != ED25519_SIGNATURE_2020 && suite.id.equals(id))
        .findFirst();
  }

  /**
   * Returns the suite that keys of this kind sign with.
   *
   * @throws IllegalArgumentException for RSA, which has none
   */
  public static Cryptosuite of(KeyKind kind) {
    return switch (kind) {
      case ED25519 -> EDDSA_RDFC_2022;
      case P256, P384 -> ECDSA_RDFC_2019;
      case RSA -> throw new IllegalArgumentException("RSA has no suite");
    };
  }
}
