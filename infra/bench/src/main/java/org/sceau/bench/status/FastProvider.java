package org.sceau.bench.status;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.util.Optional;

/** Amazon Corretto Crypto Provider, where its native library loads. */
final class FastProvider {

  private FastProvider() {}

  static Optional<Provider> find() {
    var provider = AmazonCorrettoCryptoProvider.INSTANCE;
    return provider.getLoadingError() == null ? Optional.of(provider) : Optional.empty();
  }
}
