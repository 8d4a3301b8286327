package org.sceau.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

  @Test
  void whatIsWrittenIsReadAgain() {
    var text = "{\"b\":[1,2.50,-0,1e3],\"a\":{\"c\":null,\"d\":true,\"é\":\"\\\"\\n\"}}";

    assertThat(JsonWriter.write(value(text))).isEqualTo(text);
  }

  @Test
  void numbersKeepTheirDigits() {
    assertThat(value("[3,3.0,3.50]"))
        .isEqualTo(
            JsonArray.of(new JsonNumber("3"), new JsonNumber("3.0"), new JsonNumber("3.50")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"issuer\":\"good\",\"issuer\":\"evil\"}",
        "[{\"a\":{\"x\":1,\"x\":1}}]",
        "{\"a\":1,\"\\u0061\":2}"
      })
  void twoEqualNamesAreRefused(String text) {
    assertThat(refused(text).reason()).contains("the same name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}{}", "{} x", "1 2", "[1],"})
  void whatFollowsTheValueIsRefused(String text) {
    assertThat(read(text)).isInstanceOf(JsonReading.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "{", "[1,]", "{\"a\":1,}", "{a:1}", "'a'", "NaN",
        "[Infinity]", "01", "+1", ".5", "1.", "// x\n1", "\"\t\"", "\"\\x\"",
        "tru"
      })
  void whatIsNotJsonIsRefused(String text) {
    assertThat(read(text)).isInstanceOf(JsonReading.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\\ud800\"", "\"\\udc00\\ud800\""})
  void halfOfASurrogatePairIsRefused(String text) {
    assertThat(refused(text).reason()).contains("surrogate");
  }

  @Test
  void aWholeSurrogatePairIsRead() {
    assertThat(value("\"\\ud83d\\ude00\"")).isEqualTo(new JsonString("😀"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"22c3 2822", "22 c0af 22", "22 eda080 22", "ff", "22 f8888080 80 22"})
  void whatIsNotUtf8IsRefused(String hex) {
    var bytes = HexFormat.of().parseHex(hex.replace(" ", ""));

    assertThat(JsonReader.read(bytes, JsonLimits.FOREIGN))
        .isEqualTo(new JsonReading.Refused("The text is not UTF-8.", false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32BE", "UTF-32LE"})
  void anotherEncodingThanUtf8IsRefused(String encoding) {
    assertThat(JsonReader.read("{}".getBytes(Charset.forName(encoding)), JsonLimits.FOREIGN))
        .isInstanceOf(JsonReading.Refused.class);
  }

  @Test
  void aStringMayBeAsLongAsItsLimitAllows() {
    var limits = new JsonLimits(6 * 1024 * 1024, 1, 1, 6 * 1024 * 1024, 1);
    var text = "x".repeat(5 * 1024 * 1024);

    assertThat(JsonReader.read(("\"\\\"" + text + "\"").getBytes(UTF_8), limits))
        .isEqualTo(new JsonReading.Read(new JsonString("\"" + text)));
  }

  @Test
  void aByteOrderMarkIsRefused() {
    assertThat(read("\uFEFF{}")).isInstanceOf(JsonReading.Refused.class);
  }

  @Test
  void limitsHoldAndAreSaid() {
    assertThat(refused("[".repeat(100_000))).matches(JsonReading.Refused::tooLarge);
    assertThat(refused("[".repeat(65) + "]".repeat(65)).reason()).contains("64 levels");
    assertThat(read("[".repeat(64) + "]".repeat(64))).isInstanceOf(JsonReading.Read.class);
    assertThat(refused("[" + "1,".repeat(20_000) + "1]").reason()).contains("20000 values");
    // A picture may be one string, as long as the document.
    assertThat(read("\"" + "x".repeat(1024 * 1024 - 2) + "\""))
        .isInstanceOf(JsonReading.Read.class);
    assertThat(refused("\"" + "x".repeat(1024 * 1024 + 1) + "\""))
        .matches(JsonReading.Refused::tooLarge);
    assertThat(refused("1".repeat(1_001))).matches(JsonReading.Refused::tooLarge);
    assertThat(refused("1e999999999").reason()).contains("exponent");
    assertThat(read("{\"" + "x".repeat(1_000) + "\":1}")).isInstanceOf(JsonReading.Read.class);
    assertThat(refused("{\"" + "x".repeat(1_001) + "\":1}"))
        .isEqualTo(
            new JsonReading.Refused(
                "A number in the text is too long, or a name longer than 1000 bytes.", true));
    assertThat(refused(" ".repeat(1024 * 1024) + "1").reason()).contains("1048576 bytes");
  }

  @Test
  void aNameLikeProtoIsJustAName() {
    assertThat(value("{\"__proto__\":1}"))
        .isEqualTo(JsonObject.builder().put("__proto__", 1).build());
  }

  private static JsonValue value(String text) {
    return switch (read(text)) {
      case JsonReading.Read(var value) -> value;
      case JsonReading.Refused(var reason, _) -> throw new AssertionError(reason);
    };
  }

  private static JsonReading.Refused refused(String text) {
    return (JsonReading.Refused) read(text);
  }

  private static JsonReading read(String text) {
    return JsonReader.read(text.getBytes(UTF_8), JsonLimits.FOREIGN);
  }
}
