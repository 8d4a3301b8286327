package org.sceau.dataintegrity;

import java.util.Arrays;
import java.util.Optional;
import org.sceau.jose.KeyKind;
import org.sceau.jose.PublicJwk;

/** Public keys as {@code publicKeyMultibase} (Controlled Identifiers 1.0, section 2.2.2). */
public final class Multikey {

  private static final int PREFIX_BYTES = 2;

  private Multikey() {}

  /** {@code z6Mk…} for Ed25519, {@code zDna…} for P-256. */
  public static String encode(PublicJwk key) {
    var point = key.point();
    var bytes = Arrays.copyOf(prefix(key.kind()), PREFIX_BYTES + point.length);
    System.arraycopy(point, 0, bytes, PREFIX_BYTES, point.length);
    return Multibase.encodeBase58(bytes);
  }

  /** The key; empty if the text is not exactly one of a kind that Sceau knows. */
  public static Optional<PublicJwk> decode(String multikey) {
    return Multibase.decodeBase58(multikey).flatMap(Multikey::decode);
  }

  private static Optional<PublicJwk> decode(byte[] bytes) {
    for (var kind : KeyKind.values()) {
      if (bytes.length > PREFIX_BYTES
          && Arrays.equals(prefix(kind), Arrays.copyOf(bytes, PREFIX_BYTES))) {
        return PublicJwk.ofPoint(kind, Arrays.copyOfRange(bytes, PREFIX_BYTES, bytes.length));
      }
    }
    return Optional.empty();
  }

  /** The multicodec number of the kind as a varint. */
  private static byte[] prefix(KeyKind kind) {
    return switch (kind) {
      case ED25519 -> new byte[] {(byte) 0xed, 0x01};
      case P256 -> new byte[] {(byte) 0x80, 0x24};
    };
  }
}
