package org.sceau.testing;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.sceau.jose.KeyKind;
import org.sceau.jose.PublicJwk;
import org.sceau.records.catalog.KeyDirectory;
import org.sceau.records.catalog.Signer;
import org.sceau.records.catalog.SigningKey;
import org.sceau.records.catalog.SigningUnavailableException;

/** {@link Signer} and {@link KeyDirectory} for tests, with real keys of the JDK under ARNs. */
public final class MemorySigner implements Signer, KeyDirectory {

  private static final int MOST_WITHOUT_DIGEST = 4_096;

  private final FaultPlan faults =
      new FaultPlan(cause -> new SigningUnavailableException("the keys", true, cause));
  private final Map<String, KeyPair> keys = new HashMap<>();
  private final Set<String> disabled = new HashSet<>();

  public FaultPlan faults() {
    return faults;
  }

  /** Makes a key. */
  public synchronized SigningKey create(KeyKind kind) {
    var arn =
        "arn:aws:kms:eu-west-3:000000000000:key/00000000-0000-4000-8000-%012d"
            .formatted(keys.size() + 1);
    var pair = generate(kind);
    keys.put(arn, pair);
    return signingKey(arn, pair);
  }

  /** From now on the key signs no more, as one that was disabled in KMS. */
  public synchronized void disable(SigningKey key) {
    disabled.add(key.keyArn());
  }

  @Override
  public synchronized SigningKey find(String keyArn) {
    return faults.around(() -> {
      var pair = keys.get(keyArn);
      if (pair == null) {
        throw new IllegalArgumentException("no such key: " + keyArn);
      }
      return signingKey(keyArn, pair);
    });
  }

  @Override
  public synchronized byte[] sign(SigningKey key, byte[] message) {
    if (key.publicKey().kind() == KeyKind.ED25519 && message.length > MOST_WITHOUT_DIGEST) {
      throw new IllegalArgumentException("more than KMS signs: " + message.length + " bytes");
    }
    return faults.around(() -> {
      var pair = keys.get(key.keyArn());
      if (pair == null || disabled.contains(key.keyArn())) {
        throw new SigningUnavailableException(
            "no such key, or disabled: " + key.keyArn(),
            false,
            new IllegalStateException("the key's state"));
      }
      return sign(key.publicKey().kind(), pair, message);
    });
  }

  private static byte[] sign(KeyKind kind, KeyPair pair, byte[] message) {
    try {
      var signature =
          Signature.getInstance(
              switch (kind) {
                case P256 -> "SHA256withECDSAinP1363Format";
                case ED25519 -> "Ed25519";
                case RSA -> "SHA256withRSA";
                case P384 -> throw new IllegalArgumentException("not signed with: " + kind);
              });
      signature.initSign(pair.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK signs with " + kind, e);
    }
  }

  private static KeyPair generate(KeyKind kind) {
    try {
      return switch (kind) {
        case P256 -> {
          var generator = KeyPairGenerator.getInstance("EC");
          generator.initialize(new ECGenParameterSpec("secp256r1"));
          yield generator.generateKeyPair();
        }
        case ED25519 -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        case RSA -> {
          var generator = KeyPairGenerator.getInstance("RSA");
          generator.initialize(2_048);
          yield generator.generateKeyPair();
        }
        case P384 -> throw new IllegalArgumentException("not signed with: " + kind);
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + kind, e);
    }
  }

  private static SigningKey signingKey(String arn, KeyPair pair) {
    return new SigningKey(arn, PublicJwk.of(pair.getPublic()).orElseThrow());
  }
}
