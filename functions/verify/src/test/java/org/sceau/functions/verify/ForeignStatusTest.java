package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.JsonEdits.json;
import static org.sceau.testing.JsonEdits.patch;
import static org.sceau.testing.JsonEdits.set;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.jose.Base64Url;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import org.sceau.verification.Check;
import org.sceau.verification.Fetcher.Fetch;
import org.sceau.verification.Fetcher.Reason;
import org.sceau.verification.Outcome;
import org.sceau.verification.ProblemCode;
import org.sceau.verification.VerificationReport;

class ForeignStatusTest extends ExternalIssuerFixture {

  @Test
  void aSetBitIsARevocation() {
    publishList(list(bits(7)));
    assertFails(verifySigned(credential()), ProblemCode.REVOKED_BY_LIST);
    publishList(list(bits(6, 8)));
    assertVerified(verifySigned(credential()));
  }

  @Test
  void aSuspensionIsOne() {
    publishList(withSubject(list(bits(7)), "statusPurpose", texts("revocation", "suspension")));
    assertFails(
        verifySigned(withEntry("statusPurpose", text("suspension"))),
        ProblemCode.SUSPENDED_BY_LIST);
  }

  /** The proof holds still; an end that is written as an IRI would not be seen. */
  @Test
  void aListThatIsNotPlainSaysNothing() {
    var ended = embedded(list(bits(6)).with("validUntil", text("2026-03-20T12:00:00Z")));
    web.publish(
        LIST, ended.without("validUntil").with(VALID_UNTIL_IRI, dateTime("2026-03-20T12:00:00Z")));

    assertUndecided(verifySigned(credential()), ProblemCode.STATUS_LIST_INVALID);
  }

  @Test
  void aListMayBeAJwsOrEnveloped() {
    var jws = jws(list(bits(7)));
    web.publish(LIST, jws);
    assertFails(verifySigned(credential()), ProblemCode.REVOKED_BY_LIST);
    web.publish(LIST, enveloped(jws));
    assertFails(verifySigned(credential()), ProblemCode.REVOKED_BY_LIST);
  }

  @Test
  void theGravestOfSeveralEntriesCounts() {
    var other = "https://uni.example/status/2";
    var second =
        patch(
            entry(),
            """
            [{"op":"remove","path":"/id"},
             {"op":"replace","path":"/statusListCredential","value":"https://uni.example/status/2"},
             {"op":"replace","path":"/statusPurpose","value":"suspension"}]
            """);
    var credential = credential().with("credentialStatus", JsonArray.of(second, entry()));
    var list =
        withSubject(list(bits(7)).with("id", text(other)), "statusPurpose", text("suspension"));

    assertUndecided(verifySigned(credential), ProblemCode.STATUS_NOT_RETRIEVED);
    web.publish(other, embedded(list));
    assertFails(verifySigned(credential), ProblemCode.SUSPENDED_BY_LIST);
    publishList(list(bits(7)));
    assertFails(verifySigned(credential), ProblemCode.REVOKED_BY_LIST);
  }

  @Test
  void severalBitsHaveAMeaningEach() {
    var entry = entryOfTwoBits().with("statusPurpose", text("message"));
    publishList(
        withSubject(listOf(encode(bits(14), 131_072 * 2)), "statusPurpose", text("message")));

    var report = verifySigned(credential().with("credentialStatus", entry));

    assertVerified(report);
    assertThat(report.outcome(Check.STATUS))
        .isInstanceOfSatisfying(
            Outcome.Warned.class,
            warned -> {
              assertThat(warned.problem().code()).isEqualTo(ProblemCode.STATUS_MESSAGE);
              assertThat(warned.problem().detail()).isEqualTo("message 0x2");
            });
  }

  @Test
  void anEntryOfSeveralBitsNeedsAListThatIsSoMuchLonger() {
    publishList(list(bits()));
    assertUndecided(
        verifySigned(credential().with("credentialStatus", entryOfTwoBits())),
        ProblemCode.STATUS_LIST_TOO_SHORT);
  }

  @Test
  void theForerunnerIsRead() {
    var entry = entry().with("type", text("StatusList2021Entry"));
    var list =
        patch(
            list(bits()),
            """
            [{"op":"add","path":"/@context/1","value":"https://w3id.org/vc/status-list/2021/v1"},
             {"op":"replace","path":"/type/1","value":"StatusList2021Credential"},
             {"op":"replace","path":"/credentialSubject/type","value":"StatusList2021"},
             {"op":"replace","path":"/credentialSubject/encodedList","value":"%s"}]
            """
                .formatted(Base64.getEncoder().encodeToString(gzip(bytes(bits(7), 131_072)))));
    web.publish(LIST, jws(list));
    assertFails(
        verifySigned(credential().with("credentialStatus", entry)), ProblemCode.REVOKED_BY_LIST);
    // Neither passes for the other.
    assertUndecided(verifySigned(credential()), ProblemCode.STATUS_LIST_INVALID);
    publishList(list(bits()));
    assertUndecided(
        verifySigned(credential().with("credentialStatus", entry)),
        ProblemCode.STATUS_LIST_INVALID);
  }

  /** Row 54. */
  @Test
  void aListThatIsNotThereSaysNothing() {
    for (var reason : Reason.values()) {
      web.answers(LIST, new Fetch.NotFetched(reason));
      assertUndecided(verifySigned(credential()), ProblemCode.STATUS_NOT_RETRIEVED);
    }
    for (var text : List.of("", "{}", "[]", "<html>", "a.b.c", "{\"a\":1,\"a\":2}")) {
      web.publish(LIST, text);
      assertUndecided(verifySigned(credential()), ProblemCode.STATUS_LIST_INVALID);
    }
  }

  /** Row 55. */
  @Test
  void aListOfAnothersSaysNothing() {
    web.publish(LIST, list(bits()));
    assertUndecided(verifySigned(credential()), ProblemCode.STATUS_LIST_INVALID);

    web.publish(LIST, jws(KID, list(bits()), attackerKey));
    assertUndecided(verifySigned(credential()), ProblemCode.STATUS_LIST_INVALID);

    var others = "did:web:else.example";
    web.publish(
        "https://else.example/.well-known/did.json",
        json(JsonWriter.write(document()).replace(DID, others)));
    web.publish(LIST, jws(others + "#key-1", list(bits()).with("issuer", text(others)), key));
    assertUndecided(verifySigned(credential()), ProblemCode.STATUS_LIST_INVALID);
    assertThat(web.fetched).doesNotContain("https://else.example/.well-known/did.json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # Row 56
          other id                   | [{"op":"replace","path":"/id","value":"https://uni.example/status/2"}]
          no id                      | [{"op":"remove","path":"/id"}]
          # Row 57
          expired a second ago       | [{"op":"replace","path":"/validUntil","value":"2026-03-20T14:04:59Z"}]
          expires now                | [{"op":"replace","path":"/validUntil","value":"2026-03-20T14:05:00Z"}]
          from tomorrow              | [{"op":"replace","path":"/validFrom","value":"2026-03-21T14:05:00Z"}]
          without end and a week old | [{"op":"remove","path":"/validUntil"},{"op":"replace","path":"/validFrom","value":"2026-03-13T14:05:00Z"}]
          # Row 58
          purpose                    | [{"op":"replace","path":"/credentialSubject/statusPurpose","value":"suspension"}]
          purposes                   | [{"op":"replace","path":"/credentialSubject/statusPurpose","value":["suspension","message"]}]
          no purpose                 | [{"op":"replace","path":"/credentialSubject/statusPurpose","value":[]}]
          purpose null               | [{"op":"replace","path":"/credentialSubject/statusPurpose","value":null}]
          # Row 63
          list of a list             | [{"op":"add","path":"/credentialStatus","value":{"id":"https://uni.example/status/1#7","type":"BitstringStatusListEntry","statusPurpose":"revocation","statusListIndex":"7","statusListCredential":"https://uni.example/status/1"}}]
          # Row 64
          ttl past the end           | [{"op":"add","path":"/credentialSubject/ttl","value":315360000000},{"op":"replace","path":"/validUntil","value":"2026-03-20T14:04:59Z"}]
          type                       | [{"op":"replace","path":"/type","value":["VerifiableCredential"]}]
          subject type               | [{"op":"replace","path":"/credentialSubject/type","value":"StatusList2021"}]
          no list                    | [{"op":"replace","path":"/credentialSubject/encodedList","value":null}]
          """)
  void aListThatIsNotWhatItShouldBeSaysNothing(String defect, String patch) {
    assertThat(defect).isNotEmpty();
    web.publish(LIST, jws(patch(list(bits()), patch)));

    assertUndecided(verifySigned(credential()), ProblemCode.STATUS_LIST_INVALID);
    assertThat(web.fetched).containsExactly(DOCUMENT, LIST);
  }

  @Test
  void aListOfTooFewPositionsSaysNothing() {
    web.publish(LIST, jws(listOf(encode(bits(), 131_064))));
    assertUndecided(verifySigned(credential()), ProblemCode.STATUS_LIST_TOO_SHORT);
  }

  /** Row 59. */
  @ParameterizedTest
  @MethodSource("encodings")
  void aListThatIsEncodedOtherwiseSaysNothing(String defect, String encoded) {
    assertThat(defect).isNotEmpty();
    web.publish(LIST, jws(withSubject(list(bits()), "encodedList", text(encoded))));

    assertUndecided(verifySigned(credential()), ProblemCode.STATUS_LIST_INVALID);
  }

  static Stream<Arguments> encodings() throws IOException {
    var list = new byte[16 * 1024];
    var gzipped = gzip(list);
    var wrong = gzipped.clone();
    wrong[wrong.length - 8] ^= 1;
    var wrongLength = gzipped.clone();
    wrongLength[wrongLength.length - 4] ^= 1;
    return Stream.of(
        Arguments.of("beyond the limit", text(gzip(new byte[1024 * 1024 + 1]))),
        Arguments.of("a bomb", text(gzip(new byte[512 * 1024 * 1024]))),
        Arguments.of("two members", text(concat(gzipped, gzip(list)))),
        Arguments.of("trailing byte", text(concat(gzipped, new byte[1]))),
        Arguments.of("trailing bytes", text(concat(gzipped, new byte[8]))),
        Arguments.of("cut off", text(Arrays.copyOf(gzipped, gzipped.length - 1))),
        Arguments.of("without trailer", text(Arrays.copyOf(gzipped, gzipped.length - 8))),
        Arguments.of("wrong CRC", text(wrong)),
        Arguments.of("wrong length", text(wrongLength)),
        Arguments.of("zlib", text(zlib(list, false))),
        Arguments.of("raw deflate", text(zlib(list, true))),
        Arguments.of("not compressed", text(list)),
        Arguments.of("no u", Base64Url.encode(gzipped)),
        Arguments.of("base58", "z" + Base64Url.encode(gzipped)),
        Arguments.of("padded", text(gzipped) + "="),
        Arguments.of("blank", text(gzipped) + " "),
        Arguments.of("empty", ""),
        Arguments.of("u alone", "u"),
        Arguments.of("header alone", text(Arrays.copyOf(gzipped, 10))));
  }

  /** Row 60. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "-1", "+7", " 7", "7 ", "07", "00", "0x7", "7.0",
        "7e0", "7,0", "1_000", "seven", "７", "٧", "¹", "7\u0000", "NaN", "Infinity",
        "--7", "7-", "9999999999999999999"
      })
  void anIndexIsDecimalDigitsAlone(String index) {
    assertUndecided(
        verifySigned(withEntry("statusListIndex", text(index))), ProblemCode.STATUS_MALFORMED);
    assertThat(web.fetched).doesNotContain(LIST);
  }

  /** Row 60. */
  @ParameterizedTest
  @ValueSource(strings = {"131072", "2147483647", "2147483648", "4294967297", "999999999999"})
  void anIndexIsOneOfTheList(String index) {
    assertUndecided(
        verifySigned(withEntry("statusListIndex", text(index))), ProblemCode.STATUS_OUT_OF_RANGE);
  }

  @Test
  void theFirstAndTheLastPositionAreOfTheList() {
    publishList(list(bits(0, 131_071)));
    for (var index : List.of("0", "131071")) {
      assertFails(
          verifySigned(withEntry("statusListIndex", text(index))), ProblemCode.REVOKED_BY_LIST);
    }
  }

  /** Rows 60 to 62. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          index as number           | [{"op":"replace","path":"/statusListIndex","value":7}]
          no index                  | [{"op":"remove","path":"/statusListIndex"}]
          size 0                    | [{"op":"add","path":"/statusSize","value":0}]
          size -1                   | [{"op":"add","path":"/statusSize","value":-1}]
          size 2^31                 | [{"op":"add","path":"/statusSize","value":2147483648}]
          size 1.0                  | [{"op":"add","path":"/statusSize","value":1.0}]
          size as text              | [{"op":"add","path":"/statusSize","value":"1"}]
          size 2 without messages   | [{"op":"add","path":"/statusSize","value":2}]
          size 2 with two messages  | [{"op":"add","path":"/statusSize","value":2},{"op":"add","path":"/statusMessage","value":[{"status":"0x0","message":"a"},{"status":"0x1","message":"b"}]}]
          a message twice           | [{"op":"add","path":"/statusSize","value":2},{"op":"add","path":"/statusMessage","value":[{"status":"0x0","message":"a"},{"status":"0x1","message":"b"},{"status":"0x1","message":"c"},{"status":"0x2","message":"d"}]}]
          a message beyond the size | [{"op":"add","path":"/statusSize","value":2},{"op":"add","path":"/statusMessage","value":[{"status":"0x0","message":"a"},{"status":"0x1","message":"b"},{"status":"0x2","message":"c"},{"status":"0x4","message":"d"}]}]
          a message for no number   | [{"op":"add","path":"/statusSize","value":2},{"op":"add","path":"/statusMessage","value":[{"status":"0x0","message":"a"},{"status":"0x1","message":"b"},{"status":"0x2","message":"c"},{"status":"003","message":"d"}]}]
          messages no array         | [{"op":"add","path":"/statusMessage","value":"x"}]
          id of the list            | [{"op":"replace","path":"/id","value":"https://uni.example/status/1"}]
          two types                 | [{"op":"replace","path":"/type","value":["BitstringStatusListEntry","Other"]}]
          two purposes              | [{"op":"replace","path":"/statusPurpose","value":["a","b"]}]
          blank purpose             | [{"op":"replace","path":"/statusPurpose","value":" "}]
          no purpose                | [{"op":"remove","path":"/statusPurpose"}]
          no list                   | [{"op":"remove","path":"/statusListCredential"}]
          list by http              | [{"op":"replace","path":"/statusListCredential","value":"http://uni.example/status/1"}]
          list with a fragment      | [{"op":"replace","path":"/statusListCredential","value":"https://uni.example/status/1#list"}]
          """)
  void anEntryThatBreaksARuleIsNotFollowed(String defect, String patch) {
    assertThat(defect).isNotEmpty();
    var entry = patch(entry(), patch);

    assertUndecided(
        verifySigned(credential().with("credentialStatus", entry)), ProblemCode.STATUS_MALFORMED);
    assertThat(web.fetched).doesNotContain(LIST);
  }

  @Test
  void anEntryOfUnknownTypeIsNotFollowed() {
    assertUndecided(
        verifySigned(withEntry("type", text("1EdTechRevocationList"))),
        ProblemCode.STATUS_KIND_UNKNOWN);
    assertThat(web.fetched).doesNotContain(LIST);
  }

  /** Row 62. */
  @Test
  void manyEntriesAreNotFollowed() {
    assertUndecided(verifySigned(withEntries(500)), ProblemCode.STATUS_MALFORMED);
    assertThat(web.fetched).doesNotContain(LIST);
  }

  @Test
  void aListWithoutEndCountsForAWeek() {
    web.publish(
        LIST,
        jws(list(bits()).without("validUntil").with("validFrom", text("2026-03-13T14:05:01Z"))));
    assertVerified(verifySigned(credential()));
  }

  @Test
  void aListIsRememberedAndAskedForByItsETag() {
    publishFor(Duration.ofMinutes(5));
    var verifier = verifier();
    var jws = jws(credential());
    verifier.verify(jws);
    now = now.plus(Duration.ofMinutes(4));
    verifier.verify(jws);
    assertThat(web.fetched).containsOnlyOnce(LIST);

    web.answers(LIST, new Fetch.Unchanged(Duration.ofMinutes(5)));
    now = now.plus(Duration.ofMinutes(2));
    assertVerified(verifier.verify(jws));
    assertThat(web.wanted.getLast().etag()).isEqualTo("\"1\"");

    // What was true yesterday is not known to be true today.
    web.answers(LIST, new Fetch.NotFetched(Reason.UNAVAILABLE));
    now = now.plus(Duration.ofMinutes(6));
    assertUndecided(verifier.verify(jws), ProblemCode.STATUS_NOT_RETRIEVED);
  }

  @Test
  void aListIsRememberedNoLongerThanItSaysItself() {
    for (var shorter : List.of(120_000L, 0L)) {
      var list = withSubject(list(bits()), "ttl", JsonNumber.of(shorter));
      assertThat(remembersFor(list, Duration.ofMinutes(10))).isEqualTo(Duration.ofMillis(shorter));
    }
    var longer = withSubject(list(bits()), "ttl", JsonNumber.of(600_000));
    assertThat(remembersFor(longer, Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(5));
    assertThat(remembersFor(longer, null)).isEqualTo(Duration.ofMinutes(10));
    for (var none : List.of(new JsonNumber("-1"), new JsonNumber("1.5"), text("120000"))) {
      var list = withSubject(list(bits()), "ttl", none);
      assertThat(remembersFor(list, Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(5));
    }
    assertThat(remembersFor(list(bits()), null)).isEqualTo(Duration.ofMinutes(1));
  }

  /** How long the list is not asked for again, in whole minutes. */
  private Duration remembersFor(JsonObject list, @Nullable Duration maxAge) {
    now = NOW;
    web.answers(
        LIST,
        new Fetch.Fetched(JsonWriter.writeBytes(embedded(list)), "application/vc", null, maxAge));
    var verifier = verifier();
    var jws = jws(credential());
    int before = asked();
    verifier.verify(jws);
    for (int minutes = 0; minutes <= 15; minutes++) {
      now = NOW.plus(Duration.ofMinutes(minutes));
      verifier.verify(jws);
      if (asked() > before + 1) {
        return Duration.ofMinutes(minutes);
      }
    }
    throw new AssertionError("remembered for more than a quarter of an hour");
  }

  private int asked() {
    return Collections.frequency(web.fetched, LIST);
  }

  /** What a JWS says of its own time counts as a beginning. */
  @Test
  void aListWithoutDatesCountsFromWhenItWasSigned() {
    var old = list(bits()).without("validUntil").without("validFrom");
    assertUndecided(listed(old), ProblemCode.STATUS_LIST_INVALID);
    var signed = NOW.minus(Duration.ofDays(7)).plusSeconds(1).getEpochSecond();
    assertVerified(listed(old.with("iat", JsonNumber.of(signed))));
    assertUndecided(
        listed(old.with("iat", JsonNumber.of(signed - 1))), ProblemCode.STATUS_LIST_INVALID);
    var begun = old.with("validFrom", text("2026-03-01T10:00:00Z"));
    // Signed again later.
    assertVerified(listed(begun.with("iat", JsonNumber.of(signed))));
    assertUndecided(listed(begun), ProblemCode.STATUS_LIST_INVALID);
    // Signed before it begins.
    var begins = old.with("validFrom", text("2026-03-19T10:00:00Z"));
    assertVerified(listed(begins.with("iat", JsonNumber.of(signed - 10))));
  }

  private VerificationReport listed(JsonObject list) {
    web.publish(LIST, jws(list));
    return verifySigned(credential());
  }

  @Test
  void asManyEntriesAsThereMayBeAreFollowed() {
    var credential = withEntries(8);

    assertVerified(verifySigned(credential));
    publishList(list(bits(7)));
    assertFails(verifySigned(credential), ProblemCode.REVOKED_BY_LIST);
  }

  /** Row 64, and the end of a list that is remembered. */
  @Test
  void aRememberedListEndsWhenItSays() {
    publishFor(Duration.ofDays(30));
    var verifier = verifier();
    var jws = jws(credential());
    now = Instant.parse("2026-03-27T09:59:59Z");
    assertVerified(verifier.verify(jws));
    now = now.plusSeconds(1);
    assertUndecided(verifier.verify(jws), ProblemCode.STATUS_LIST_INVALID);
  }

  private void publishFor(Duration maxAge) {
    web.answers(
        LIST,
        new Fetch.Fetched(
            JsonWriter.writeBytes(embedded(list(bits()))), "application/vc", "\"1\"", maxAge));
  }

  private JsonObject withEntries(int count) {
    var entries =
        IntStream.range(0, count)
            .mapToObj(Integer::toString)
            .<JsonValue>map(
                index -> set(set(entry(), "/id", LIST + "#" + index), "/statusListIndex", index))
            .toList();
    return credential().with("credentialStatus", new JsonArray(entries));
  }

  private static JsonObject entryOfTwoBits() {
    return patch(
        entry(),
        """
        [{"op":"add","path":"/statusSize","value":2},
         {"op":"add","path":"/statusMessage","value":[
          {"status":"0x0","message":"message 0x0"},{"status":"0x1","message":"message 0x1"},
          {"status":"0x2","message":"message 0x2"},{"status":"0x3","message":"message 0x3"}]}]
        """);
  }

  private static byte[] bytes(BitSet set, int capacity) {
    var bytes = new byte[capacity / 8];
    set.stream().forEach(bit -> bytes[bit / 8] |= (byte) (0x80 >>> (bit % 8)));
    return bytes;
  }

  private static String encode(BitSet set, int capacity) {
    return text(gzip(bytes(set, capacity)));
  }

  private static String text(byte[] bytes) {
    return "u" + Base64Url.encode(bytes);
  }

  private static byte[] gzip(byte[] bytes) {
    var gzipped = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(gzipped)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return gzipped.toByteArray();
  }

  private static byte[] zlib(byte[] bytes, boolean raw) {
    try (var deflater = new Deflater(Deflater.BEST_SPEED, raw)) {
      deflater.setInput(bytes);
      deflater.finish();
      var output = new byte[bytes.length];
      return Arrays.copyOf(output, deflater.deflate(output));
    }
  }

  /** Never valid, never revoked. */
  private static void assertUndecided(VerificationReport report, ProblemCode code) {
    assertUnknown(report, code);
    assertThat(report.outcome(Check.STATUS))
        .isInstanceOfSatisfying(
            Outcome.Inconclusive.class,
            unknown -> assertThat(unknown.problem().code()).isEqualTo(code));
    assertThat(report.proven()).isPresent();
  }
}
