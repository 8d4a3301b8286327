package org.sceau.dataintegrity;

import java.util.Arrays;
import java.util.Optional;
import org.sceau.jose.KeyKind;

/** The suites of {@code DataIntegrityProof}, each for one kind of key; both hash with SHA-256. */
public enum Cryptosuite {
  /** Data Integrity EdDSA Cryptosuites 1.0, section 3.2. */
  EDDSA_RDFC_2022("eddsa-rdfc-2022", KeyKind.ED25519),
  /** Data Integrity ECDSA Cryptosuites 1.0, section 3.2, on P-256. */
  ECDSA_RDFC_2019("ecdsa-rdfc-2019", KeyKind.P256);

  private final String id;
  private final KeyKind keyKind;

  Cryptosuite(String id, KeyKind keyKind) {
    this.id = id;
    this.keyKind = keyKind;
  }

  /** The proof's {@code cryptosuite}. */
  public String id() {
    return id;
  }

  public KeyKind keyKind() {
    return keyKind;
  }

  public static Optional<Cryptosuite> named(String id) {
    return Arrays.stream(values()).filter(suite -> suite.id.equals(id)).findFirst();
  }

  /** The suite that keys of this kind sign with. */
  public static Cryptosuite of(KeyKind kind) {
    return switch (kind) {
      case ED25519 -> EDDSA_RDFC_2022;
      case P256 -> ECDSA_RDFC_2019;
    };
  }
}
