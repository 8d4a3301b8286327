package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.jose.Base64Url;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonNull;
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
import org.sceau.verification.VerificationReport.Verdict;

class ForeignStatusTest {

  private final ExternalIssuerFixture abroad = new ExternalIssuerFixture();
  private final VerifyFixture world = abroad.world;

  @Test
  void aSetBitIsARevocation() {
    abroad.publishList(ExternalIssuerFixture.list(set(7)));
    assertFails(verify(abroad.credential()), ProblemCode.REVOKED_BY_LIST);
    abroad.publishList(ExternalIssuerFixture.list(set(6, 8)));
    assertThat(verify(abroad.credential()).verdict()).isEqualTo(Verdict.VERIFIED);
  }

  @Test
  void aSuspensionIsOne() {
    var list =
        ExternalIssuerFixture.withSubject(
            ExternalIssuerFixture.list(set(7)),
            "statusPurpose",
            JsonArray.ofStrings("revocation", "suspension"));
    abroad.publishList(list);
    assertFails(
        verify(abroad.withEntry("statusPurpose", ExternalIssuerFixture.text("suspension"))),
        ProblemCode.SUSPENDED_BY_LIST);
  }

  /** The proof holds still; an end that is written as an IRI would not be seen. */
  @Test
  void aListThatIsNotPlainSaysNothing() {
    var ended =
        abroad.embedded(
            ExternalIssuerFixture.list(set(6))
                .with("validUntil", ExternalIssuerFixture.text("2026-03-20T12:00:00Z")));
    world.web.publish(
        ExternalIssuerFixture.LIST,
        ended
            .without("validUntil")
            .with(
                "https://www.w3.org/2018/credentials#validUntil",
                VerifyFixture.read(
                    """
                    {"@value":"2026-03-20T12:00:00Z",
                     "@type":"http://www.w3.org/2001/XMLSchema#dateTime"}
                    """)));

    assertUnknown(verify(abroad.credential()), ProblemCode.STATUS_LIST_INVALID);
  }

  @Test
  void aListMayBeAJwsOrEnveloped() {
    var jws = abroad.jws(ExternalIssuerFixture.list(set(7)));
    world.web.publish(ExternalIssuerFixture.LIST, jws);
    assertFails(verify(abroad.credential()), ProblemCode.REVOKED_BY_LIST);
    world.web.publish(
        ExternalIssuerFixture.LIST,
        "{\"@context\":\"https://www.w3.org/ns/credentials/v2\",\"type\":\"EnvelopedVerifiableCredential\",\"id\":\"data:application/vc+jwt,"
            + jws
            + "\"}");
    assertFails(verify(abroad.credential()), ProblemCode.REVOKED_BY_LIST);
  }

  @Test
  void theGravestOfSeveralEntriesCounts() {
    var other = "https://uni.example/status/2";
    var second =
        ExternalIssuerFixture.entry()
            .without("id")
            .with("statusListCredential", ExternalIssuerFixture.text(other))
            .with("statusPurpose", ExternalIssuerFixture.text("suspension"));
    var credential =
        abroad
            .credential()
            .with("credentialStatus", JsonArray.of(second, ExternalIssuerFixture.entry()));
    var list =
        ExternalIssuerFixture.withSubject(
            ExternalIssuerFixture.list(set(7)).with("id", ExternalIssuerFixture.text(other)),
            "statusPurpose",
            ExternalIssuerFixture.text("suspension"));

    assertUnknown(verify(credential), ProblemCode.STATUS_NOT_RETRIEVED);
    world.web.publish(other, abroad.embedded(list));
    assertFails(verify(credential), ProblemCode.SUSPENDED_BY_LIST);
    abroad.publishList(ExternalIssuerFixture.list(set(7)));
    assertFails(verify(credential), ProblemCode.REVOKED_BY_LIST);
  }

  @Test
  void severalBitsHaveAMeaningEach() {
    var entry =
        ExternalIssuerFixture.entry()
            .with("statusPurpose", ExternalIssuerFixture.text("message"))
            .with("statusSize", JsonNumber.of(2))
            .with("statusMessage", messages("0x0", "0x1", "0x2", "0x3"));
    abroad.publishList(
        ExternalIssuerFixture.withSubject(
            ExternalIssuerFixture.listOf(encode(set(14), 131_072 * 2)),
            "statusPurpose",
            ExternalIssuerFixture.text("message")));

    var report = verify(abroad.credential().with("credentialStatus", entry));

    assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
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
    abroad.publishList(ExternalIssuerFixture.list(set()));
    assertUnknown(
        verify(
            abroad
                .credential()
                .with(
                    "credentialStatus",
                    ExternalIssuerFixture.entry()
                        .with("statusSize", JsonNumber.of(2))
                        .with("statusMessage", messages("0x0", "0x1", "0x2", "0x3")))),
        ProblemCode.STATUS_LIST_TOO_SHORT);
  }

  @Test
  void theForerunnerIsRead() {
    var entry =
        ExternalIssuerFixture.entry()
            .with("type", ExternalIssuerFixture.text("StatusList2021Entry"));
    var list =
        ExternalIssuerFixture.withSubject(
                ExternalIssuerFixture.withSubject(
                    ExternalIssuerFixture.list(set(7)),
                    "type",
                    ExternalIssuerFixture.text("StatusList2021")),
                "encodedList",
                ExternalIssuerFixture.text(
                    java.util.Base64.getEncoder().encodeToString(gzip(bits(set(7), 131_072)))))
            .with("type", JsonArray.ofStrings("VerifiableCredential", "StatusList2021Credential"))
            .with(
                "@context",
                JsonArray.ofStrings(
                    "https://www.w3.org/ns/credentials/v2",
                    "https://w3id.org/vc/status-list/2021/v1"));
    world.web.publish(ExternalIssuerFixture.LIST, abroad.jws(list));
    assertFails(
        verify(abroad.credential().with("credentialStatus", entry)), ProblemCode.REVOKED_BY_LIST);
    // Neither passes for the other.
    assertUnknown(verify(abroad.credential()), ProblemCode.STATUS_LIST_INVALID);
    abroad.publishList(ExternalIssuerFixture.list(set()));
    assertUnknown(
        verify(abroad.credential().with("credentialStatus", entry)),
        ProblemCode.STATUS_LIST_INVALID);
  }

  /** Row 54. */
  @Test
  void aListThatIsNotThereSaysNothing() {
    for (var reason : Reason.values()) {
      world.web.answers(ExternalIssuerFixture.LIST, new Fetch.NotFetched(reason));
      assertUnknown(verify(abroad.credential()), ProblemCode.STATUS_NOT_RETRIEVED);
    }
    for (var text : List.of("", "{}", "[]", "<html>", "a.b.c", "{\"a\":1,\"a\":2}")) {
      world.web.publish(ExternalIssuerFixture.LIST, text);
      assertUnknown(verify(abroad.credential()), ProblemCode.STATUS_LIST_INVALID);
    }
  }

  /** Row 55. */
  @Test
  void aListOfAnothersSaysNothing() {
    world.web.publish(ExternalIssuerFixture.LIST, ExternalIssuerFixture.list(set()));
    assertUnknown(verify(abroad.credential()), ProblemCode.STATUS_LIST_INVALID);

    world.web.publish(
        ExternalIssuerFixture.LIST,
        abroad.jws(ExternalIssuerFixture.KID, ExternalIssuerFixture.list(set()), abroad.attackers));
    assertUnknown(verify(abroad.credential()), ProblemCode.STATUS_LIST_INVALID);

    var others = "did:web:else.example";
    world.web.publish(
        "https://else.example/.well-known/did.json",
        VerifyFixture.read(
            JsonWriter.write(abroad.document()).replace(ExternalIssuerFixture.DID, others)));
    world.web.publish(
        ExternalIssuerFixture.LIST,
        abroad.jws(
            others + "#key-1",
            ExternalIssuerFixture.list(set()).with("issuer", ExternalIssuerFixture.text(others)),
            abroad.key));
    assertUnknown(verify(abroad.credential()), ProblemCode.STATUS_LIST_INVALID);
    assertThat(abroad.fetched()).doesNotContain("https://else.example/.well-known/did.json");
  }

  @ParameterizedTest
  @MethodSource("lists")
  void aListThatIsNotWhatItShouldBeSaysNothing(
      String defect, ProblemCode code, UnaryOperator<JsonObject> change) {
    assertThat(defect).isNotEmpty();
    world.web.publish(
        ExternalIssuerFixture.LIST, abroad.jws(change.apply(ExternalIssuerFixture.list(set()))));

    assertUnknown(verify(abroad.credential()), code);
    assertThat(abroad.fetched())
        .containsExactly(ExternalIssuerFixture.DOCUMENT, ExternalIssuerFixture.LIST);
  }

  static Stream<Arguments> lists() {
    return Stream.of(
        // Row 56
        list(
            "other id",
            json -> json.with("id", ExternalIssuerFixture.text("https://uni.example/status/2"))),
        list("no id", json -> json.without("id")),
        // Row 57
        list(
            "expired a second ago",
            json -> json.with("validUntil", ExternalIssuerFixture.text("2026-03-20T14:04:59Z"))),
        list(
            "expires now",
            json -> json.with("validUntil", ExternalIssuerFixture.text("2026-03-20T14:05:00Z"))),
        list(
            "from tomorrow",
            json -> json.with("validFrom", ExternalIssuerFixture.text("2026-03-21T14:05:00Z"))),
        list(
            "without end and a week old",
            json ->
                json.without("validUntil")
                    .with("validFrom", ExternalIssuerFixture.text("2026-03-13T14:05:00Z"))),
        // Row 58
        list(
            "purpose",
            json -> subject(json, "statusPurpose", ExternalIssuerFixture.text("suspension"))),
        list(
            "purposes",
            json -> subject(json, "statusPurpose", JsonArray.ofStrings("suspension", "message"))),
        list("no purpose", json -> subject(json, "statusPurpose", JsonArray.of())),
        list("purpose null", json -> subject(json, "statusPurpose", new JsonNull())),
        // Row 63
        list(
            "list of a list", json -> json.with("credentialStatus", ExternalIssuerFixture.entry())),
        // Row 64
        list(
            "ttl past the end",
            json ->
                subject(json, "ttl", JsonNumber.of(315_360_000_000L))
                    .with("validUntil", ExternalIssuerFixture.text("2026-03-20T14:04:59Z"))),
        list("type", json -> json.with("type", JsonArray.ofStrings("VerifiableCredential"))),
        list(
            "subject type",
            json -> subject(json, "type", ExternalIssuerFixture.text("StatusList2021"))),
        list("no list", json -> subject(json, "encodedList", new JsonNull())),
        Arguments.of(
            "short",
            ProblemCode.STATUS_LIST_TOO_SHORT,
            (UnaryOperator<JsonObject>)
                json ->
                    subject(
                        json, "encodedList", ExternalIssuerFixture.text(encode(set(), 131_064)))));
  }

  private static Arguments list(String defect, UnaryOperator<JsonObject> change) {
    return Arguments.of(defect, ProblemCode.STATUS_LIST_INVALID, change);
  }

  private static JsonObject subject(JsonObject list, String member, JsonValue value) {
    return ExternalIssuerFixture.withSubject(list, member, value);
  }

  /** Row 59. */
  @ParameterizedTest
  @MethodSource("encodings")
  void aListThatIsEncodedOtherwiseSaysNothing(String defect, String encoded) {
    assertThat(defect).isNotEmpty();
    world.web.publish(
        ExternalIssuerFixture.LIST, abroad.jws(ExternalIssuerFixture.listOf(encoded)));

    assertUnknown(verify(abroad.credential()), ProblemCode.STATUS_LIST_INVALID);
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
        "",
        " ",
        "-1",
        "+7",
        " 7",
        "7 ",
        "07",
        "00",
        "0x7",
        "7.0",
        "7e0",
        "7,0",
        "1_000",
        "seven",
        "７",
        "٧",
        "¹",
        "7\u0000",
        "NaN",
        "Infinity",
        "--7",
        "7-",
        "9999999999999999999"
      })
  void anIndexIsDecimalDigitsAlone(String index) {
    assertUnknown(
        verify(abroad.withEntry("statusListIndex", ExternalIssuerFixture.text(index))),
        ProblemCode.STATUS_MALFORMED);
    assertThat(abroad.fetched()).doesNotContain(ExternalIssuerFixture.LIST);
  }

  /** Row 60. */
  @ParameterizedTest
  @ValueSource(strings = {"131072", "2147483647", "2147483648", "4294967297", "999999999999"})
  void anIndexIsOneOfTheList(String index) {
    assertUnknown(
        verify(abroad.withEntry("statusListIndex", ExternalIssuerFixture.text(index))),
        ProblemCode.STATUS_OUT_OF_RANGE);
  }

  @Test
  void theFirstAndTheLastPositionAreOfTheList() {
    abroad.publishList(ExternalIssuerFixture.list(set(0, 131_071)));
    for (var index : List.of("0", "131071")) {
      assertFails(
          verify(abroad.withEntry("statusListIndex", ExternalIssuerFixture.text(index))),
          ProblemCode.REVOKED_BY_LIST);
    }
  }

  /** Rows 60 to 62. */
  @ParameterizedTest
  @MethodSource("entries")
  void anEntryThatBreaksARuleIsNotFollowed(
      String defect, ProblemCode code, UnaryOperator<JsonObject> change) {
    assertThat(defect).isNotEmpty();

    assertUnknown(
        verify(
            abroad
                .credential()
                .with("credentialStatus", change.apply(ExternalIssuerFixture.entry()))),
        code);
    assertThat(abroad.fetched()).doesNotContain(ExternalIssuerFixture.LIST);
  }

  static Stream<Arguments> entries() {
    return Stream.of(
        entry("index as number", json -> json.with("statusListIndex", JsonNumber.of(7))),
        entry("no index", json -> json.without("statusListIndex")),
        entry("size 0", json -> json.with("statusSize", JsonNumber.of(0))),
        entry("size -1", json -> json.with("statusSize", JsonNumber.of(-1))),
        entry("size 2^31", json -> json.with("statusSize", JsonNumber.of(1L << 31))),
        entry("size 1.0", json -> json.with("statusSize", new JsonNumber("1.0"))),
        entry("size as text", json -> json.with("statusSize", ExternalIssuerFixture.text("1"))),
        entry("size 2 without messages", json -> json.with("statusSize", JsonNumber.of(2))),
        entry(
            "size 2 with two messages",
            json ->
                json.with("statusSize", JsonNumber.of(2))
                    .with("statusMessage", messages("0x0", "0x1"))),
        entry(
            "a message twice",
            json ->
                json.with("statusSize", JsonNumber.of(2))
                    .with("statusMessage", messages("0x0", "0x1", "0x1", "0x2"))),
        entry(
            "a message beyond the size",
            json ->
                json.with("statusSize", JsonNumber.of(2))
                    .with("statusMessage", messages("0x0", "0x1", "0x2", "0x4"))),
        entry(
            "a message for no number",
            json ->
                json.with("statusSize", JsonNumber.of(2))
                    .with("statusMessage", messages("0x0", "0x1", "0x2", "003"))),
        entry(
            "messages no array",
            json -> json.with("statusMessage", ExternalIssuerFixture.text("x"))),
        entry(
            "id of the list",
            json -> json.with("id", ExternalIssuerFixture.text(ExternalIssuerFixture.LIST))),
        entry(
            "two types",
            json -> json.with("type", JsonArray.ofStrings("BitstringStatusListEntry", "Other"))),
        entry("two purposes", json -> json.with("statusPurpose", JsonArray.ofStrings("a", "b"))),
        entry("blank purpose", json -> json.with("statusPurpose", ExternalIssuerFixture.text(" "))),
        entry("no purpose", json -> json.without("statusPurpose")),
        entry("no list", json -> json.without("statusListCredential")),
        entry(
            "list by http",
            json ->
                json.with(
                    "statusListCredential",
                    ExternalIssuerFixture.text("http://uni.example/status/1"))),
        entry(
            "list with a fragment",
            json ->
                json.with(
                    "statusListCredential",
                    ExternalIssuerFixture.text(ExternalIssuerFixture.LIST + "#list"))),
        Arguments.of(
            "unknown type",
            ProblemCode.STATUS_KIND_UNKNOWN,
            (UnaryOperator<JsonObject>)
                json -> json.with("type", ExternalIssuerFixture.text("1EdTechRevocationList"))));
  }

  private static Arguments entry(String defect, UnaryOperator<JsonObject> change) {
    return Arguments.of(defect, ProblemCode.STATUS_MALFORMED, change);
  }

  /** Row 62. */
  @Test
  void manyEntriesAreNotFollowed() {
    var entries =
        new JsonArray(
            IntStream.range(0, 500)
                .<JsonValue>mapToObj(i ->
                    ExternalIssuerFixture.entry()
                        .with("statusListIndex", ExternalIssuerFixture.text(Integer.toString(i))))
                .toList());
    assertUnknown(
        verify(abroad.credential().with("credentialStatus", entries)),
        ProblemCode.STATUS_MALFORMED);
    assertThat(abroad.fetched()).doesNotContain(ExternalIssuerFixture.LIST);
  }

  @Test
  void aListWithoutEndCountsForAWeek() {
    world.web.publish(
        ExternalIssuerFixture.LIST,
        abroad.jws(
            ExternalIssuerFixture.list(set())
                .without("validUntil")
                .with("validFrom", ExternalIssuerFixture.text("2026-03-13T14:05:01Z"))));
    assertThat(verify(abroad.credential()).verdict()).isEqualTo(Verdict.VERIFIED);
  }

  @Test
  void aListIsRememberedAndAskedForByItsETag() {
    publishFor(Duration.ofMinutes(5));
    var verifier = world.verifier();
    var jws = abroad.jws(abroad.credential());
    verifier.verify(jws);
    world.now = world.now.plus(Duration.ofMinutes(4));
    verifier.verify(jws);
    assertThat(abroad.fetched()).containsOnlyOnce(ExternalIssuerFixture.LIST);

    world.web.answers(ExternalIssuerFixture.LIST, new Fetch.Unchanged(Duration.ofMinutes(5)));
    world.now = world.now.plus(Duration.ofMinutes(2));
    assertThat(verifier.verify(jws).verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(world.web.wanted.getLast().etag()).isEqualTo("\"1\"");

    // What was true yesterday is not known to be true today.
    world.web.answers(ExternalIssuerFixture.LIST, new Fetch.NotFetched(Reason.UNAVAILABLE));
    world.now = world.now.plus(Duration.ofMinutes(6));
    assertUnknown(verifier.verify(jws), ProblemCode.STATUS_NOT_RETRIEVED);
  }

  @Test
  void aListIsRememberedNoLongerThanItSaysItself() {
    for (var shorter : List.of(120_000L, 0L)) {
      var list =
          ExternalIssuerFixture.withSubject(
              ExternalIssuerFixture.list(set()), "ttl", JsonNumber.of(shorter));
      assertThat(remembersFor(list, Duration.ofMinutes(10))).isEqualTo(Duration.ofMillis(shorter));
    }
    var longer =
        ExternalIssuerFixture.withSubject(
            ExternalIssuerFixture.list(set()), "ttl", JsonNumber.of(600_000));
    assertThat(remembersFor(longer, Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(5));
    assertThat(remembersFor(longer, null)).isEqualTo(Duration.ofMinutes(10));
    for (var none :
        List.of(
            new JsonNumber("-1"), new JsonNumber("1.5"), ExternalIssuerFixture.text("120000"))) {
      var list = ExternalIssuerFixture.withSubject(ExternalIssuerFixture.list(set()), "ttl", none);
      assertThat(remembersFor(list, Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(5));
    }
    assertThat(remembersFor(ExternalIssuerFixture.list(set()), null))
        .isEqualTo(Duration.ofMinutes(1));
  }

  /** How long the list is not asked for again, in whole minutes. */
  private Duration remembersFor(JsonObject list, @Nullable Duration maxAge) {
    world.now = VerifyFixture.NOW;
    world.web.answers(
        ExternalIssuerFixture.LIST,
        new Fetch.Fetched(
            JsonWriter.writeBytes(abroad.embedded(list)), "application/vc", null, maxAge));
    var verifier = world.verifier();
    var jws = abroad.jws(abroad.credential());
    int before = asked();
    verifier.verify(jws);
    for (int minutes = 0; minutes <= 15; minutes++) {
      world.now = VerifyFixture.NOW.plus(Duration.ofMinutes(minutes));
      verifier.verify(jws);
      if (asked() > before + 1) {
        return Duration.ofMinutes(minutes);
      }
    }
    throw new AssertionError("remembered for more than a quarter of an hour");
  }

  private int asked() {
    return Collections.frequency(abroad.fetched(), ExternalIssuerFixture.LIST);
  }

  /** What a JWS says of its own time counts as a beginning. */
  @Test
  void aListWithoutDatesCountsFromWhenItWasSigned() {
    var old = ExternalIssuerFixture.list(set()).without("validUntil").without("validFrom");
    assertUnknown(listed(old), ProblemCode.STATUS_LIST_INVALID);
    var signed = VerifyFixture.NOW.minus(Duration.ofDays(7)).plusSeconds(1).getEpochSecond();
    assertThat(listed(old.with("iat", JsonNumber.of(signed))).verdict())
        .isEqualTo(Verdict.VERIFIED);
    assertUnknown(
        listed(old.with("iat", JsonNumber.of(signed - 1))), ProblemCode.STATUS_LIST_INVALID);
    var begun = old.with("validFrom", ExternalIssuerFixture.text("2026-03-01T10:00:00Z"));
    assertThat(listed(begun.with("iat", JsonNumber.of(signed))).verdict())
        .as("signed again later")
        .isEqualTo(Verdict.VERIFIED);
    assertUnknown(listed(begun), ProblemCode.STATUS_LIST_INVALID);
    assertThat(
            listed(
                    old.with("validFrom", ExternalIssuerFixture.text("2026-03-19T10:00:00Z"))
                        .with("iat", JsonNumber.of(signed - 10)))
                .verdict())
        .as("signed before it begins")
        .isEqualTo(Verdict.VERIFIED);
  }

  private VerificationReport listed(JsonObject list) {
    world.web.publish(ExternalIssuerFixture.LIST, abroad.jws(list));
    return verify(abroad.credential());
  }

  @Test
  void asManyEntriesAsThereMayBeAreFollowed() {
    var entries = new ArrayList<JsonValue>();
    for (int i = 0; i < 8; i++) {
      var index = Integer.toString(i);
      entries.add(
          ExternalIssuerFixture.entry()
              .with("id", ExternalIssuerFixture.text(ExternalIssuerFixture.LIST + "#" + index))
              .with("statusListIndex", ExternalIssuerFixture.text(index)));
    }
    var credential = abroad.credential().with("credentialStatus", new JsonArray(entries));

    assertThat(verify(credential).verdict()).isEqualTo(Verdict.VERIFIED);
    world.web.publish(
        ExternalIssuerFixture.LIST, abroad.embedded(ExternalIssuerFixture.list(set(7))));
    assertFails(verify(credential), ProblemCode.REVOKED_BY_LIST);
  }

  /** Row 64, and the end of a list that is remembered. */
  @Test
  void aRememberedListEndsWhenItSays() {
    publishFor(Duration.ofDays(30));
    var verifier = world.verifier();
    var jws = abroad.jws(abroad.credential());
    world.now = java.time.Instant.parse("2026-03-27T09:59:59Z");
    assertThat(verifier.verify(jws).verdict()).isEqualTo(Verdict.VERIFIED);
    world.now = world.now.plusSeconds(1);
    assertUnknown(verifier.verify(jws), ProblemCode.STATUS_LIST_INVALID);
  }

  private void publishFor(Duration maxAge) {
    world.web.answers(
        ExternalIssuerFixture.LIST,
        new Fetch.Fetched(
            JsonWriter.writeBytes(abroad.embedded(ExternalIssuerFixture.list(set()))),
            "application/vc",
            "\"1\"",
            maxAge));
  }

  private VerificationReport verify(JsonObject credential) {
    return world.verifier().verify(abroad.jws(credential));
  }

  private static JsonArray messages(String... values) {
    return new JsonArray(
        Stream.of(values)
            .<JsonValue>map(value ->
                JsonObject.builder()
                    .put("status", value)
                    .put("message", "message " + value)
                    .build())
            .toList());
  }

  private static BitSet set(int... positions) {
    var bits = new BitSet();
    for (int position : positions) {
      bits.set(position);
    }
    return bits;
  }

  private static byte[] bits(BitSet set, int capacity) {
    var bytes = new byte[capacity / 8];
    set.stream().forEach(bit -> bytes[bit / 8] |= (byte) (0x80 >>> (bit % 8)));
    return bytes;
  }

  private static String encode(BitSet set, int capacity) {
    return text(gzip(bits(set, capacity)));
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

  private static byte[] concat(byte[] one, byte[] other) {
    var both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private static void assertFails(VerificationReport report, ProblemCode code) {
    assertThat(report.verdict()).isEqualTo(Verdict.NOT_VERIFIED);
    assertThat(report.outcome(Check.STATUS))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.problem().code()).isEqualTo(code));
  }

  /** Row 42: never valid, never revoked. */
  private static void assertUnknown(VerificationReport report, ProblemCode code) {
    assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(report.outcome(Check.STATUS))
        .isInstanceOfSatisfying(
            Outcome.Inconclusive.class,
            unknown -> assertThat(unknown.problem().code()).isEqualTo(code));
    assertThat(report.proven()).isPresent();
  }
}
