package org.sceau.dataintegrity;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sceau.jose.KeyKind;
import org.sceau.jose.PublicJwk;

/**
 * Encodes and decodes public keys as {@code publicKeyMultibase} (Controlled Identifiers 1.0,
 * section 2.2.2).
 */
public final class Multikey {

  /** The prefix of did:key. */
  public static final String DID_KEY = "did:key:";

  private static final int PREFIX_BYTES = 2;

  private Multikey() {}

  /**
   * Encodes a key: {@code z6Mk…} for Ed25519, {@code zDna…} for P-256, {@code z82L…} for P-384.
   *
   * @throws IllegalArgumentException for RSA, which Multikey does not have
   */
  public static String encode(PublicJwk key) {
    var prefix = prefix(key.kind());
    var point = key.point();
    var bytes = Arrays.copyOf(prefix, PREFIX_BYTES + point.length);
    System.arraycopy(point, 0, bytes, PREFIX_BYTES, point.length);
    return Multibase.encodeBase58(bytes);
  }

  /** Returns the key as a DID (did:key method, section 2). */
  public static String did(PublicJwk key) {
    return DID_KEY + encode(key);
  }

  /** Decodes a key; empty if the text is malformed or its kind is not supported. */
  public static Optional<PublicJwk> decode(String multikey) {
    return Multibase.decodeBase58(multikey).flatMap(Multikey::decode);
  }

  private static Optional<PublicJwk> decode(byte[] bytes) {
    for (var kind : List.of(KeyKind.ED25519, KeyKind.P256, KeyKind.P384)) {
      if (bytes.length > PREFIX_BYTES
          && Arrays.equals(prefix(kind), Arrays.copyOf(bytes, PREFIX_BYTES))) {
        return PublicJwk.ofPoint(kind, Arrays.copyOfRange(bytes, PREFIX_BYTES, bytes.length));
      }
    }
    return Optional.empty();
  }

  /** Returns the multicodec prefix of the kind, a varint. */
  private static byte[] prefix(KeyKind kind) {
    return switch (kind) {
      case ED25519 -> new byte[] {(byte) 0xed, 0x01};
      case P256 -> new byte[] {(byte) 0x80, 0x24};
      case P384 -> new byte[] {(byte) 0x81, 0x24};
      case RSA -> throw new IllegalArgumentException("no Multikey for RSA");
    };
  }
}
