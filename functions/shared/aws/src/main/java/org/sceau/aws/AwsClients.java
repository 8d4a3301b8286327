package org.sceau.aws;

import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** Configures the clients of the SDK so that a call ends before the function does. */
public final class AwsClients {

  /**
   * A socket timeout ends a read that the call's own timeout cannot interrupt: a call lasts at most
   * 5 s, which leaves a function of 10 s the time to answer.
   */
  private static final Duration CALL = Duration.ofSeconds(4);

  private static final Duration SOCKET = Duration.ofSeconds(1);
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final int ATTEMPTS = 3;

  private AwsClients() {}

  /**
   * Sets timeouts and retries. Region, credentials and endpoint stay those of the environment, as
   * the SDK finds them.
   */
  public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
      B builder) {
    return builder
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SOCKET))
        .overrideConfiguration(settings ->
            settings.apiCallTimeout(CALL).retryStrategy(retries -> retries.maxAttempts(ATTEMPTS)));
  }
}
