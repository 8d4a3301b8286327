package org.sceau.dataintegrity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.dataintegrity.Canonicalizer.Canonicalization;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonValue;

/** Module jsonld holds the vectors of the suites, and a comparison with another library. */
class JcsTest {

  /** RFC 8785, appendix B, and the edges of each form of ECMA-262, section 6.1.6.1.20. */
  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "8000000000000001, -5e-324",
    "0000000000000002, 1e-323",
    "0000000000000003, 1.5e-323",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "ffefffffffffffff, -1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "c340000000000000, -9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "41b3de4355555554, 333333333.33333325",
    "41b3de4355555555, 333333333.3333333",
    "41b3de4355555556, 333333333.3333334",
    "41b3de4355555557, 333333333.33333343",
    "becbf647612f3696, -0.0000033333333333333333",
    "43143ff3c1cb0959, 1424953923781206.2",
    "3ff0000000000000, 1",
    "402e000000000000, 15",
    "402f000000000000, 15.5",
    "3fe0000000000000, 0.5"
  })
  void aNumberIsWrittenAsEcmaScriptWritesIt(String bits, String expected) {
    assertThat(Jcs.number(Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16))))
        .isEqualTo(expected);
  }

  @Test
  void membersAreInTheOrderOfTheirCodeUnitsAndStringsAreEscapedAsLittleAsMayBe() {
    // RFC 8785, sections 3.2.2 and 3.2.3.
    var text =
        """
        {"\\u20ac": "Euro Sign", "\\r": "Carriage Return", "\\ufb33": "Hebrew Letter Dalet With Dagesh",
         "1": [3, 4.50, 2e-3, 1E1, true, false, null], "\\ud83d\\ude00": "Emoji: Grinning Face",
         "\\u0080": "Control", "\\u00f6": "\\u20ac$\\u000F\\nA'\\u0042\\u0022\\u005c\\\\\\"\\/\\b\\t\\f\\u001f"}
        """;

    assertThat(canonical(text))
        .isEqualTo(
            "{\"\\r\":\"Carriage Return\",\"1\":[3,4.5,0.002,10,true,false,null],"
                + "\"\u0080\":\"Control\",\"\u00f6\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\\b\\t\\f\\u001f\",\"\u20ac\":\"Euro"
                + " Sign\",\"\ud83d\ude00\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter"
                + " Dalet With Dagesh\"}");
    assertThat(canonical("[\"\\u0001\\u000f\\u0010\\u001f\\u0020\\u007f\"]"))
        .isEqualTo("[\"\\u0001\\u000f\\u0010\\u001f \u007f\"]");
    assertThat(canonical("{}")).isEqualTo("{}");
    assertThat(canonical("[]")).isEqualTo("[]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.1000000000000000055511151231257827", "12345678901234567891", "9007199254740993",
        "1e400", "-1e400", "1e-400",
        "333333333.33333329"
      })
  void aNumberOfWhichASignatureWouldCoverLessIsRefused(String number) {
    assertThat(Jcs.canonicalize(parse("{\"n\":" + number + "}")))
        .isInstanceOfSatisfying(
            Canonicalization.Refused.class,
            refused -> assertThat(refused.reason()).contains(number));
  }

  private static String canonical(String text) {
    return Jcs.canonicalize(parse(text)) instanceof Canonicalization.Canonical(var canonical)
        ? canonical
        : "";
  }

  private static JsonValue parse(String text) {
    return switch (JsonReader.read(text.getBytes(UTF_8), JsonLimits.FOREIGN)) {
      case JsonReading.Read(var value) -> value;
      case JsonReading.Refused(var reason, _) -> throw new AssertionError(reason);
    };
  }
}
