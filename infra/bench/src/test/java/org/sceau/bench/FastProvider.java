package org.sceau.bench;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.util.Optional;

/** Amazon Corretto Crypto Provider, where its native library loads. */
public final class FastProvider {

  private FastProvider() {}

  /** The provider; empty where its library does not load. */
  public static Optional<Provider> find() {
    var provider = AmazonCorrettoCryptoProvider.INSTANCE;
    return provider.getLoadingError() == null ? Optional.of(provider) : Optional.empty();
  }
}
