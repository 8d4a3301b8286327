package org.sceau.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Verifies signatures with Nimbus, and Ed25519 with the JCA, which Nimbus leaves to Tink. Caches
 * the initialised verifiers of the keys that were used last.
 */
public final class CachingSignatures implements Signatures {

  /** A key takes about a thousand bytes. */
  private static final int MOST_KEYS = 500;

  /** The security provider; {@code null} for the JDK's own. */
  private final @Nullable Provider provider;

  private final Map<Use, Verification> ready =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Use, Verification> eldest) {
              return size() > MOST_KEYS;
            }
          });

  /** Verifies with the JDK's providers. */
  public CachingSignatures() {
    this.provider = null;
  }

  /** Verifies with this provider, which must have all algorithms. */
  public CachingSignatures(Provider provider) {
    this.provider = provider;
  }

  @Override
  public boolean verify(JwsAlgorithm algorithm, PublicJwk key, byte[] message, byte[] signature) {
    if (algorithm.kind() != key.kind()) {
      return false;
    }
    var use = new Use(algorithm, key);
    try {
      var verification = ready.get(use);
      if (verification == null) {
        verification = verification(algorithm, key);
        ready.put(use, verification);
      }
      return verification.isGood(message, signature);
    } catch (SignatureException | InvalidKeyException _) {
      return false;
    } catch (JOSEException | GeneralSecurityException e) {
      if (e.getCause() instanceof InvalidKeyException) {
        return false;
      }
      throw new IllegalStateException("the provider lacks " + algorithm, e);
    }
  }

  private Verification verification(JwsAlgorithm algorithm, PublicJwk key)
      throws JOSEException, GeneralSecurityException {
    var publicKey = translated(key.toPublicKey());
    return switch (publicKey) {
      case ECPublicKey ec -> byNimbus(algorithm, new ECDSAVerifier(ec));
      case RSAPublicKey rsa -> byNimbus(algorithm, new RSASSAVerifier(rsa));
      default -> byJca(publicKey);
    };
  }

  /** Returns the key as the provider has it, so that it is not converted for each signature. */
  private PublicKey translated(PublicKey key) throws GeneralSecurityException {
    var algorithm = key.getAlgorithm();
    return provider == null || provider.getService("KeyFactory", algorithm) == null
        ? key
        : (PublicKey) KeyFactory.getInstance(algorithm, provider).translateKey(key);
  }

  private Verification byNimbus(JwsAlgorithm algorithm, JWSVerifier verifier) {
    verifier.getJCAContext().setProvider(provider);
    var header = algorithm.header();
    return (message, signature) -> verifier.verify(header, message, Base64URL.encode(signature));
  }

  /** Keeps one {@code Signature} with its key: the JDK takes long to decompress the point. */
  private Verification byJca(PublicKey key) {
    var idle = new AtomicReference<@Nullable Signature>();
    return (message, signature) -> {
      var verification = idle.getAndSet(null);
      if (verification == null) {
        verification =
            provider == null
                ? Signature.getInstance("Ed25519")
                : Signature.getInstance("Ed25519", provider);
        verification.initVerify(key);
      }
      verification.update(message);
      boolean isGood = verification.verify(signature);
      // Only after an answer is it in the state that it began in.
      idle.set(verification);
      return isGood;
    };
  }

  private record Use(JwsAlgorithm algorithm, PublicJwk key) {}

  /** A key that is ready for any thread. */
  @FunctionalInterface
  private interface Verification {
    boolean isGood(byte[] message, byte[] signature) throws JOSEException, GeneralSecurityException;
  }
}
