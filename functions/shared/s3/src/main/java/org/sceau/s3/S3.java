package org.sceau.s3;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** How the adapter of this package speaks with S3. */
public final class S3 {

  /**
   * Socket timeouts end a read that the call's own timeout cannot interrupt: a call lasts 5 s at
   * the very most, and so leaves a function of 10 s the time to answer.
   */
  private static final Duration CALL = Duration.ofSeconds(4);

  private static final Duration SOCKET = Duration.ofSeconds(1);
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final int ATTEMPTS = 3;

  private S3() {}

  /**
   * A client with the region, credentials and endpoint of the environment, as the SDK finds them,
   * that gives up before the function does. The SDK puts the bucket into the host's name unless the
   * endpoint is an IP address; {@code localhost} has no such names below it either.
   */
  public static S3Client client() {
    var client = builder().build();
    var endpoint = client.serviceClientConfiguration().endpointOverride();
    if (endpoint.filter(S3::isLocalhost).isEmpty()) {
      return client;
    }
    client.close();
    return builder().forcePathStyle(true).build();
  }

  private static boolean isLocalhost(URI endpoint) {
    return "localhost".equalsIgnoreCase(endpoint.getHost());
  }

  private static S3ClientBuilder builder() {
    return S3Client.builder()
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SOCKET))
        .overrideConfiguration(settings ->
            settings.apiCallTimeout(CALL).retryStrategy(retries -> retries.maxAttempts(ATTEMPTS)));
  }
}
