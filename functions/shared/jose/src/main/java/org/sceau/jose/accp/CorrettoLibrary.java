package org.sceau.jose.accp;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.util.Optional;

/** Loads the Amazon Corretto Crypto Provider, which computes in a native library. */
public final class CorrettoLibrary {

  private CorrettoLibrary() {}

  /**
   * Loads the provider; empty if its library cannot be loaded, which is no failure. The provider is
   * not registered with the JVM: only the verification of credentials uses it.
   */
  public static Optional<Provider> load() {
    try {
      var provider = AmazonCorrettoCryptoProvider.INSTANCE;
      return provider.getLoadingError() == null ? Optional.of(provider) : Optional.empty();
    } catch (LinkageError _) {
      return Optional.empty();
    }
  }
}
