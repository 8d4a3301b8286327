package org.sceau.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.JsonEdits.value;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustRegistryTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"R\",\"issuers\":[{\"id\":\"did:web:uni.example\",\"name\":\"Uni\"}]}",
        "{\"meta\":{},\"registry\":{\"did:web:uni.example\":{\"name\":\"Uni\",\"url\":\"x\"}}}",
        "[\"did:web:uni.example\",\"https://school.example\"]"
      })
  void everyFormOfListTellsItsIssuers(String json) {
    var registry = read(json).orElseThrow();

    assertThat(registry.name()).isEqualTo("R");
    assertThat(registry.knows("did:web:uni.example")).isTrue();
    assertThat(registry.knows("did:web:uni.example:other")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7", "{}", "[7]",
        "[\"\"]", "[\"a:b\",\"a:b\"]", "{\"issuers\":{}}",
        "{\"issuers\":[{\"id\":\"a:b\"}]}", "{\"issuers\":[\"a:b\"]}", "{\"registry\":[]}",
        "{\"registry\":{\"a:b\":\"Uni\"}}"
      })
  void aListWithAFaultIsNone(String json) {
    assertThat(read(json)).isEmpty();
  }

  @Test
  void aListOfNobodyIsOne() {
    assertThat(read("[]").orElseThrow().knows("a:b")).isFalse();
  }

  private static Optional<TrustRegistry> read(String json) {
    return TrustRegistry.read(value(json), "R");
  }
}
