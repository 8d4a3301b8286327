package org.sceau.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;

/** Calls the emulators with the SDK's clients, and refused requests without them. */
public final class SdkClients {

  private SdkClients() {}

  /** Builds a client that does not repeat failed calls. */
  public static <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C client(
      B builder, URI endpoint) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.EU_WEST_3)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClient(UrlConnectionHttpClient.create())
        .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()))
        .build();
  }

  /** Requires the call to fail with this error and status 400. */
  public static void assertRefused(String code, String message, ThrowingCallable call) {
    assertRefused(400, code, message, call);
  }

  /** Requires the call to fail with this error. */
  public static void assertRefused(int status, String code, ThrowingCallable call) {
    assertRefused(status, code, "", call);
  }

  private static void assertRefused(
      int status, String code, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(status);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(e.awsErrorDetails().errorMessage()).contains(message);
            });
  }

  /** Sends a request in AWS's JSON protocol. */
  public static HttpResponse<String> send(URI endpoint, String target, String body)
      throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(endpoint)
              .header("X-Amz-Target", target)
              .header("Authorization", "AWS4-HMAC-SHA256 Credential=local")
              .POST(BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    }
  }

  /** Sends a request in AWS's JSON protocol and requires this error. */
  public static void assertRefused(
      URI endpoint, String target, String body, String code, String message)
      throws IOException, InterruptedException {
    var answer = send(endpoint, target, body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .containsPattern("\"__type\":\"[^\"]*\\b" + code + "\"")
        .contains(message);
  }
}
