package org.sceau.s3;

import java.net.URI;
import org.sceau.aws.AwsClients;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Creates the client of S3. */
public final class S3 {

  private S3() {}

  /**
   * Returns a client for the region, credentials and endpoint of the environment. The SDK puts the
   * bucket into the host's name unless the endpoint is an IP address; {@code localhost} has no such
   * names below it either.
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
    return AwsClients.configured(S3Client.builder());
  }
}
