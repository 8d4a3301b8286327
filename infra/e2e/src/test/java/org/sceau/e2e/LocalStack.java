package org.sceau.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * DynamoDB, S3 and KMS in a container.
 *
 * <p>The image is 4.14.0 because no later one starts without a token; {@code
 * -Dsceau.localstack.image=…} names another, and {@code LOCALSTACK_AUTH_TOKEN} is handed on. Tests
 * that start it carry {@code @Needs(Equipment.DOCKER)}.
 */
public final class LocalStack implements AutoCloseable {

  private static final String OFFICIAL = "localstack/localstack";
  private static final String IMAGE =
      System.getProperty("sceau.localstack.image", OFFICIAL + ":4.14.0");
  private static final String TOKEN = "LOCALSTACK_AUTH_TOKEN";

  private final LocalStackContainer container;

  private LocalStack(LocalStackContainer container) {
    this.container = container;
  }

  /** A container that answers; closing it removes it. */
  @SuppressWarnings("resource") // Closed through the object that is returned.
  public static LocalStack start() {
    var image = DockerImageName.parse(IMAGE).asCompatibleSubstituteFor(OFFICIAL);
    var container = new LocalStackContainer(image).withServices("dynamodb", "s3", "kms");
    var token = System.getenv(TOKEN);
    if (token != null) {
      container.withEnv(TOKEN, token);
    }
    container.start();
    return new LocalStack(container);
  }

  /**
   * Where all three services answer; by address, so that buckets stay in the path.
   *
   * <p>The loopback interface goes first: a daemon on this machine publishes its ports there, and
   * asking Testcontainers for the host costs a container more where this JVM is itself in one.
   */
  public URI endpoint() {
    var port = container.getFirstMappedPort();
    var loopback = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    try (var socket = new Socket()) {
      socket.connect(loopback, 1_000);
      return URI.create("http://127.0.0.1:" + port);
    } catch (IOException _) {
      return container.getEndpoint();
    }
  }

  @Override
  public void close() {
    container.stop();
  }
}
