package org.sceau.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sceau.records.StoreUnavailableException;
import org.sceau.records.catalog.IssuerId;

class DynamoDbTest {

  @Test
  void aServerThatNeverAnswersIsGivenUpBeforeTheFunctionEnds() throws IOException {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var settings =
          Map.of(
              "aws.endpointUrlDynamodb", "http://127.0.0.1:" + silent.getLocalPort(),
              "aws.region", "eu-west-3",
              "aws.accessKeyId", "test",
              "aws.secretAccessKey", "test");
      settings.forEach(System::setProperty);
      long start = System.nanoTime();
      try (var client = DynamoDb.client()) {
        var catalog = new DynamoDbCatalog(client, "catalog");

        assertThatThrownBy(() -> catalog.issuer(new IssuerId("demo")))
            .isInstanceOf(StoreUnavailableException.class);
      } finally {
        settings.keySet().forEach(System::clearProperty);
      }

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    }
  }
}
