package org.sceau.jose.accp;

import java.security.Provider;
import java.util.Optional;
import java.util.function.Supplier;
import org.sceau.jose.CachingSignatures;
import org.sceau.jose.JwsAlgorithm;
import org.sceau.jose.PublicJwk;
import org.sceau.jose.Signatures;

/**
 * Verifies with the JDK at first, and with a faster provider that takes long to load once enough
 * credentials were submitted that loading it pays. A reader of a public link never waits for the
 * load.
 */
public final class LazyNativeSignatures implements Signatures {

  /** The count from which loading costs less than the slower verification did: decision 10. */
  static final int ENOUGH = 100;

  private final Supplier<Optional<Provider>> provider;
  private volatile Signatures current = new CachingSignatures();
  private int brought;

  public LazyNativeSignatures(Supplier<Optional<Provider>> provider) {
    this.provider = provider;
  }

  /** Returns a view that counts every verification towards loading the provider. */
  public Signatures counting() {
    return (algorithm, key, message, signature) -> {
      brought();
      return verify(algorithm, key, message, signature);
    };
  }

  /** Counts one submitted credential. */
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
