package org.sceau.kms;

import java.time.Duration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** How the adapter of this package speaks with KMS. */
public final class Kms {

  /**
   * Socket timeouts end a read that the call's own timeout cannot interrupt: a call lasts 5 s at
   * the very most, and so leaves a function of 10 s the time to answer.
   */
  private static final Duration CALL = Duration.ofSeconds(4);

  private static final Duration SOCKET = Duration.ofSeconds(1);
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final int ATTEMPTS = 3;

  private Kms() {}

  /**
   * A client with the region, credentials and endpoint of the environment, as the SDK finds them,
   * that gives up before the function does.
   */
  public static KmsClient client() {
    return KmsClient.builder()
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SOCKET))
        .overrideConfiguration(settings ->
            settings.apiCallTimeout(CALL).retryStrategy(retries -> retries.maxAttempts(ATTEMPTS)))
        .build();
  }
}
