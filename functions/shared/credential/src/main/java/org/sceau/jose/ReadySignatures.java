package org.sceau.jose;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Provider;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * {@link Signatures} for many credentials of few issuers: a key that was used lately is ready to be
 * used again. The arithmetic is the provider's; what it lacks, the JDK has.
 */
public final class ReadySignatures implements Signatures {

  /** A key takes about a thousand bytes. */
  private static final int MOST_KEYS = 500;

  private final Optional<Provider> provider;
  private final Map<Use, Ready> ready =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Use, Ready> eldest) {
              return size() > MOST_KEYS;
            }
          });

  /** With what the JDK has. */
  public ReadySignatures() {
    this.provider = Optional.empty();
  }

  public ReadySignatures(Provider provider) {
    this.provider = Optional.of(provider);
  }

  @Override
  public boolean verify(JwsAlgorithm algorithm, PublicJwk key, byte[] message, byte[] signature) {
    if (!SignatureVerifier.isOfForm(algorithm, key, signature)) {
      return false;
    }
    var use = new Use(algorithm, key);
    try {
      var known = ready.get(use);
      if (known == null) {
        known = new Ready(SignatureVerifier.initialized(algorithm, key, provider));
        ready.put(use, known);
      }
      var verification = known.take();
      if (verification == null) {
        verification = SignatureVerifier.initialized(algorithm, key, provider);
      }
      verification.update(message);
      boolean isGood = verification.verify(signature);
      // Only now, after an answer, is it in the state that it began in.
      known.giveBack(verification);
      return isGood;
    } catch (SignatureException | InvalidKeyException _) {
      ready.remove(use);
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  private record Use(JwsAlgorithm algorithm, PublicJwk key) {}

  /** One that has its key, while no thread uses it. */
  private static final class Ready {

    private final AtomicReference<@Nullable Signature> idle;

    Ready(Signature verification) {
      this.idle = new AtomicReference<>(verification);
    }

    @Nullable Signature take() {
      return idle.getAndSet(null);
    }

    void giveBack(Signature verification) {
      idle.set(verification);
    }
  }
}
