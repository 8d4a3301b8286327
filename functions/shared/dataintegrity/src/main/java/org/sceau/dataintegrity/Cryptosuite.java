package org.sceau.dataintegrity;

import java.util.Arrays;
import java.util.Optional;
import org.sceau.jose.KeyKind;

/** The suites whose proofs are verified, each for its kinds of key. */
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
   * A type of proof of its own, from before there were suites, which hashes as {@code
   * eddsa-rdfc-2022} does. Read and never made.
   */
  ED25519_SIGNATURE_2020("Ed25519Signature2020");

  private final String id;

  Cryptosuite(String id) {
    this.id = id;
  }

  /** The proof's {@code cryptosuite}; its {@code type} where there was none yet. */
  public String id() {
    return id;
  }

  /** Whether such a key may be used with it. */
  public boolean isFor(KeyKind kind) {
    return switch (this) {
      case EDDSA_RDFC_2022, EDDSA_JCS_2022, ED25519_SIGNATURE_2020 -> kind == KeyKind.ED25519;
      case ECDSA_RDFC_2019, ECDSA_JCS_2019 -> kind == KeyKind.P256 || kind == KeyKind.P384;
    };
  }

  /** Whether the JSON itself is signed (RFC 8785) rather than what it says in RDF. */
  public boolean isJcs() {
    return this == EDDSA_JCS_2022 || this == ECDSA_JCS_2019;
  }

  /** The suite that a {@code DataIntegrityProof} names. */
  public static Optional<Cryptosuite> named(String id) {
    return Arrays.stream(values())
        .filter(suite -> suite != ED25519_SIGNATURE_2020 && suite.id.equals(id))
        .findFirst();
  }

  /**
   * The suite that keys of this kind sign with.
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
