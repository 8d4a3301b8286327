package org.sceau.jose.accp;

import java.security.Provider;
import java.util.Optional;
import java.util.function.Supplier;
import org.sceau.jose.CachingSignatures;
import org.sceau.jose.JwsAlgorithm;
import org.sceau.jose.PublicJwk;
import org.sceau.jose.Signatures;

/**
 * {@link Signatures} by the JDK at first, and by a provider that is faster and takes long to load
 * once so many credentials were brought here that loading it pays. Whoever opens a public link
 * never waits for that.
 */
public final class LazyNativeSignatures implements Signatures {

  /** From here on what loading takes is less than what verifying slowly took: decision 10. */
  static final int ENOUGH = 100;

  private final Supplier<Optional<Provider>> provider;
  private volatile Signatures current = new CachingSignatures();
  private int brought;

  public LazyNativeSignatures(Supplier<Optional<Provider>> provider) {
    this.provider = provider;
  }

  /** The same for whoever verifies nothing but what is worth counting. */
  public Signatures counting() {
    return (algorithm, key, message, signature) -> {
      brought();
      return verify(algorithm, key, message, signature);
    };
  }

  /** Notes that somebody brought a credential along. */
  public synchronized void brought() {
    if (++brought == ENOUGH) {
      provider.get().ifPresent(loaded -> current = new CachingSignatures(loaded));
    }
  }

  @Override
  public boolean verify(JwsAlgorithm algorithm, PublicJwk key, byte[] message, byte[] signature) {
    return current.verify(algorithm, key, message, signature);
  }
}
