package org.sceau.emulator.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sceau.emulator.SdkClients;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;

/** Requests and their answers, as on the wire: {@code exchanges.txt}. */
class ExchangesTest {

  private final Fixture db = Fixture.withTables(null);

  @AfterEach
  void stop() {
    db.close();
  }

  /** A title, and then each request with its answer in the next line. */
  static Stream<String> exchanges() throws Exception {
    try (var file = ExchangesTest.class.getResourceAsStream("exchanges.txt")) {
      var text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("\n\n", -1));
    }
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void aRequestIsAnsweredAsOnAws(String exchange) throws Exception {
    var lines = exchange.lines().skip(1).toList();
    for (int i = 0; i < lines.size(); i += 2) {
      var request = lines.get(i).split(" ", 3);
      var answer =
          SdkClients.send(db.local.endpoint(), "DynamoDB_20120810." + request[1], request[2]);
      assertThat(json(answer.body())).isEqualTo(json(lines.get(i + 1).substring("< ".length())));
    }
  }

  private static JsonReading json(String text) {
    return JsonReader.read(text.getBytes(StandardCharsets.UTF_8), JsonLimits.FOREIGN);
  }
}
