package org.sceau.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.KeyLife;
import org.sceau.records.catalog.SigningKey;

class DynamoDbCatalogTest {

  private static final IssuerId DEMO = new IssuerId("demo");

  private final ScriptedDynamoDb dynamoDb;

  DynamoDbCatalogTest() throws IOException {
    dynamoDb = new ScriptedDynamoDb();
  }

  @AfterEach
  void stop() {
    dynamoDb.close();
  }

  @Test
  void aKeyThatWasWrittenBeforeThereWereLivesSigns() {
    assertThat(read("")).isEqualTo(new KeyLife.Active());
  }

  @Test
  void aLifeThatIsNotKnownIsNotTakenForAGoodOne() {
    assertThatThrownBy(() -> read(",\\\"life\\\":\\\"lost\\\""))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> read(",\\\"life\\\":\\\"compromised\\\""))
        .isInstanceOf(IllegalStateException.class);
  }

  private KeyLife read(String life) {
    dynamoDb.answers(
        """
        {"Item":{"owner":{"S":"issuer#demo"},"item":{"S":"profile"},"revision":{"N":"1"},
         "profile":{"S":"{\\"name\\":\\"Université Exemple\\"}"},
         "keys":{"S":"[{\\"keyArn\\":\\"arn:aws:kms:eu-west-3:000000000000:key/one\\",\\"publicKeyJwk\\":{\\"kty\\":\\"EC\\",\\"crv\\":\\"P-256\\",\\"x\\":\\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\\",\\"y\\":\\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\\"}%s}]"}}}
        """
            .formatted(life));
    return new DynamoDbCatalog(dynamoDb.client(), "CatalogTable")
        .issuer(DEMO)
        .map(issuer -> issuer.keys().getFirst())
        .map(SigningKey::life)
        .orElseThrow();
  }
}
