package org.sceau.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;

/** Makes the expensive values of {@link HostileInputs}. */
final class HostileValues {

  static final String V2 = "https://www.w3.org/ns/credentials/v2";
  static final String OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
  static final String ELM = "http://data.europa.eu/snb/model/context/edc-ap";
  static final String CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json";

  static final List<String> TYPES =
      List.of(
          """
          Profile Image Alignment Result Address Evidence IdentityObject Rubric GeoCoordinates
          Achievement AchievementSubject ResultDescription\
          """
              .split("\\s+"));

  private HostileValues() {}

  /** Makes an encoded list that inflates to so many mebibytes. */
  static String bomb(int mebibytes) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      var zeros = new byte[1024 * 1024];
      for (int i = 0; i < mebibytes; i++) {
        gzip.write(zeros);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    return "u" + encoded.substring(0, Math.min(encoded.length(), 700_000));
  }

  /** Makes groups of equal objects that refer to each other, which slow down RDFC-1.0. */
  static List<JsonValue> poison(int groups, int size) {
    return many(groups, group -> nested(size));
  }

  static JsonValue nested(int depth) {
    return depth == 0
        ? node("Evidence", "name", "x")
        : JsonObject.builder()
            .put("type", "Evidence")
            .put(
                "evidence",
                new JsonArray(List.of(nested(depth - 1), node("Evidence", "name", "x"))))
            .build();
  }

  static JsonValue deep(int depth) {
    JsonValue value = node("Evidence", "name", "x");
    for (int i = 0; i < depth; i++) {
      value = JsonObject.builder().put("type", "Profile").put("parentOrg", value).build();
    }
    return value;
  }

  static List<JsonValue> many(int number, IntFunction<JsonValue> value) {
    return IntStream.range(0, number).mapToObj(value).toList();
  }

  static JsonObject node(String type, String name, String value) {
    return JsonObject.builder().put("type", type).put(name, value).build();
  }

  static JsonObject typed(List<JsonValue> types) {
    return JsonObject.builder().put("type", new JsonArray(types)).build();
  }

  static List<JsonValue> combination(int bits) {
    var some = new ArrayList<JsonValue>();
    for (int i = 0; i < TYPES.size(); i++) {
      if (((bits + 1) & 1 << i) != 0) {
        some.add(text(TYPES.get(i)));
      }
    }
    return some;
  }

  /** Makes a valid value that {@code PlainForm} does not support. */
  static JsonObject language() {
    return JsonObject.builder().put("@value", "x").put("@language", "fr").build();
  }

  static JsonArray contexts(int number, String url) {
    var contexts = new ArrayList<JsonValue>(List.of(text(V2), text(OB)));
    for (int i = 0; i < number; i++) {
      contexts.add(text(url));
    }
    return new JsonArray(contexts);
  }

  /** Makes an object of 16,384 names with equal {@link String#hashCode}. */
  static String collisions() {
    var names = new StringBuilder("{");
    for (int i = 0; i < 1 << 14; i++) {
      names.append('"');
      for (int bit = 0; bit < 14; bit++) {
        names.append((i & 1 << bit) == 0 ? "Aa" : "BB");
      }
      names.append("\":1,");
    }
    return names.append("\"a\":1}").toString();
  }

  static String envelope(int depth) {
    var inner = "x";
    for (int i = 0; i < depth && inner.length() < 200_000; i++) {
      inner =
          "{\"@context\":[\""
              + V2
              + "\"],\"type\":\"EnvelopedVerifiableCredential\",\"id\":\"data:application/vc+jwt,"
              + Base64.getUrlEncoder().withoutPadding().encodeToString(inner.getBytes(UTF_8))
              + "\"}";
    }
    return inner;
  }

  static JsonString text(String text) {
    return new JsonString(text);
  }
}
