package org.sceau.jose.accp;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.util.Optional;

/** Amazon Corretto Crypto Provider, which has its arithmetic in a native library. */
public final class CorrettoLibrary {

  private CorrettoLibrary() {}

  /**
   * The provider; empty where its library cannot be loaded, which is nothing to fail for. It is not
   * put among the JVM's providers: nothing but the signatures of credentials is to change.
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
