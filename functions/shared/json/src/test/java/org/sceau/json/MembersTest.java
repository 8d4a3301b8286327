package org.sceau.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An object's members are a map as any other, in the order in which they were written. */
class MembersTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 7, 8, 63, 64, 99, 100, 101, 500})
  void aMemberIsFoundAmongHoweverMany(int count) {
    Map<String, JsonValue> map = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      map.put("name" + i, JsonNumber.of(i));
    }
    var members = Members.copyOf(map);
    assertThat(members).isEqualTo(map).hasSize(count);
    assertThat(List.copyOf(members.keySet())).isEqualTo(List.copyOf(map.keySet()));
    map.forEach((name, value) -> assertThat(members.get(name)).isSameAs(value));
    assertThat(members.get("name" + count)).isNull();
    assertThat(members.containsKey("")).isFalse();
  }

  @Test
  void namesOfTheSameHashAreToldApart() {
    // Each of the pieces "Aa" and "BB" hashes to 2112.
    var names =
        IntStream.range(0, 64)
            .mapToObj(bits ->
                IntStream.range(0, 6)
                    .mapToObj(bit -> (bits >> bit & 1) == 0 ? "Aa" : "BB")
                    .collect(Collectors.joining()))
            .toList();
    assertThat(names.stream().map(String::hashCode).distinct()).hasSize(1);
    Map<String, JsonValue> map = new LinkedHashMap<>();
    names.forEach(name -> map.put(name, new JsonString(name)));
    var members = Members.copyOf(map);
    names.forEach(name -> assertThat(members.get(name)).isEqualTo(new JsonString(name)));
    assertThat(members.get("AaAaAaAaAaC#")).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 100, 101, 1_000})
  void noNameIsTakenTwice(int count) {
    var names = IntStream.range(0, count).mapToObj(i -> "n" + i).toArray(String[]::new);
    var values = new JsonValue[count];
    Arrays.fill(values, new JsonNull());
    assertThat(Members.of(names, values)).isNotNull();
    names[count - 1] = "n0";
    assertThat(Members.of(names, values)).isNull();
  }

  @Test
  void someOfThemAreTakenOutInTheirOrder() {
    var object = JsonObject.builder().put("a", 1).put("b", 2).put("c", 3).put("d", 4).build();
    assertThat(JsonWriter.write(object.withoutAll(Set.of("b", "d", "x"))))
        .isEqualTo("{\"a\":1,\"c\":3}");
    assertThat(object.withoutAll(Set.of("x"))).isSameAs(object);
    assertThat(object.without("a").members()).doesNotContainKey("a").hasSize(3);
  }

  @Test
  void nobodyChangesThem() {
    var members = JsonObject.builder().put("a", 1).build().members();
    assertThatThrownBy(() -> members.put("b", new JsonNull()))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> members.remove("a")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> members.entrySet().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> members.entrySet().iterator().next().setValue(new JsonNull()))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
