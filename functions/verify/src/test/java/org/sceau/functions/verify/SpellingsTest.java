package org.sceau.functions.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.sceau.dataintegrity.Cryptosuite;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.Multikey;
import org.sceau.dataintegrity.jsonld.LazyJsonLd;
import org.sceau.jose.PublicJwk;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonWriter;
import org.sceau.statuslist.EncodedList;
import org.sceau.verification.CredentialVerifier;
import org.sceau.verification.Fetcher;
import org.sceau.verification.Fetcher.Fetch;
import org.sceau.verification.VerificationReport;
import org.sceau.verification.VerificationReport.Verdict;

/**
 * Documents of the same RDF get one verdict and one set of facts, however they are written. The
 * number of spellings is {@code -Dsceau.spellings}.
 */
class SpellingsTest {

  private static final int SPELLINGS = Integer.getInteger("sceau.spellings", 2_000);
  private static final Instant NOW = Instant.parse("2026-03-20T14:05:00Z");
  private static final String LIST = "https://uni.example/status/1";

  private final LazyJsonLd jsonLd = new LazyJsonLd();
  private final DataIntegrity dataIntegrity = new DataIntegrity(jsonLd, () -> NOW);
  private final KeyPair pair = pair();
  private final String multikey = Multikey.encode(PublicJwk.of(pair.getPublic()).orElseThrow());
  private final String did = "did:key:" + multikey;
  private final byte[] list = JsonWriter.writeBytes(signed(list(7), Cryptosuite.EDDSA_RDFC_2022));
  private final CredentialVerifier verifier =
      CredentialVerifier.ofExternalIssuers(() -> this::fetch, List::of, () -> NOW);

  @Test
  void everySpellingHasTheVerdictAndTheFactsOfItsOriginal() {
    var kinds =
        Map.of(
            "valid", badge("2029-01-15T10:00:00Z", 3),
            "expired", badge("2026-02-01T00:00:00Z", 3),
            "revoked", badge("2029-01-15T10:00:00Z", 7));
    var inconclusive = new TreeMap<String, Integer>();
    for (var kind : kinds.keySet()) {
      var original = signed(kinds.get(kind), Cryptosuite.EDDSA_RDFC_2022);
      var expected = verifier.verify(original);
      assertThat(expected.verdict())
          .as("%s", expected.decisive())
          .isEqualTo(kind.equals("valid") ? Verdict.VERIFIED : Verdict.NOT_VERIFIED);
      for (int seed = 0; seed < SPELLINGS / kinds.size() + 1; seed++) {
        var spelling = new Respelling(seed).of(original);
        var report = verifier.verify(spelling);

        if (report.verdict() == Verdict.INCONCLUSIVE) {
          inconclusive.merge(reason(report), 1, Integer::sum);
        } else {
          assertThat(report.decisive().map(problem -> problem.code()))
              .as("%s %s: %s %s", kind, seed, report.decisive(), JsonWriter.write(spelling))
              .isEqualTo(expected.decisive().map(problem -> problem.code()));
          assertThat(facts(report)).as("%s %s", kind, seed).isEqualTo(facts(expected));
        }
      }
    }
    assertThat(inconclusive.values().stream().mapToInt(Integer::intValue).sum())
        .as("%s", inconclusive)
        .isLessThanOrEqualTo(SPELLINGS / 100);
  }

  /** The JCS suites sign the bytes: there another spelling is another document. */
  @Test
  void anotherSpellingOfSignedJsonIsNotVerified() {
    var original = signed(badge("2029-01-15T10:00:00Z", 3), Cryptosuite.EDDSA_JCS_2022);
    assertThat(verifier.verify(original).decisive()).isEmpty();
    for (int seed = 0; seed < 200; seed++) {
      var spelling = new Respelling(seed).of(original);
      if (!sorted(spelling).equals(sorted(original))) {
        assertThat(verifier.verify(spelling).verdict())
            .as("%s", spelling)
            .isNotEqualTo(Verdict.VERIFIED);
      }
    }
  }

  private static String reason(VerificationReport report) {
    return report.decisive().map(problem -> problem.code() + " " + problem.detail()).orElse("");
  }

  private static Optional<List<Object>> facts(VerificationReport report) {
    return report
        .proven()
        .map(proven ->
            List.of(
                proven.facts().id(),
                proven.facts().issuerId(),
                proven.facts().issuerName(),
                proven.facts().subjectId(),
                proven.facts().validFrom(),
                proven.facts().validUntil(),
                proven.facts().name(),
                proven.facts().description(),
                proven.facts().criteriaNarrative(),
                proven.facts().results()));
  }

  private static String sorted(JsonObject object) {
    var members = new TreeMap<String, Object>();
    object
        .members()
        .forEach((name, value) ->
            members.put(name, value instanceof JsonObject inner ? sorted(inner) : value));
    return members.toString();
  }

  private Fetch fetch(Fetcher.Wanted wanted) {
    return wanted.url().equals(LIST)
        ? new Fetch.Fetched(list, "application/vc", null, null)
        : new Fetch.NotFetched(Fetcher.Reason.UNAVAILABLE);
  }

  private JsonObject badge(String validUntil, int index) {
    return read(
        """
        {"@context":["https://www.w3.org/ns/credentials/v2",
          "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
         "id":"urn:uuid:5f0c2c54-7f0f-4b9e-8c2b-0f6b6f0b6f01",
         "type":["VerifiableCredential","OpenBadgeCredential"],
         "issuer":{"id":"%s","type":["Profile"],"name":"Université Exemple"},
         "validFrom":"2026-01-15T10:00:00Z","validUntil":"%s","name":"Données",
         "credentialSubject":{"id":"did:example:learner","type":["AchievementSubject"],
          "achievement":{"id":"https://uni.example/achievements/1","type":["Achievement"],
           "name":"Données","description":"Analyse de données",
           "criteria":{"narrative":"Un projet noté"}}},
         "credentialStatus":{"id":"%s#%d","type":"BitstringStatusListEntry",
          "statusPurpose":"revocation","statusListIndex":"%d","statusListCredential":"%s"}}
        """
            .formatted(did, validUntil, LIST, index, index, LIST));
  }

  private JsonObject list(int revoked) {
    var bits = new BitSet();
    bits.set(revoked);
    return read(
        """
        {"@context":["https://www.w3.org/ns/credentials/v2"],"id":"%s",
         "type":["VerifiableCredential","BitstringStatusListCredential"],"issuer":"%s",
         "validFrom":"2026-03-20T14:00:00Z","validUntil":"2026-03-21T14:00:00Z",
         "credentialSubject":{"id":"%s#list","type":"BitstringStatusList",
          "statusPurpose":"revocation","encodedList":"%s"}}
        """
            .formatted(LIST, did, LIST, EncodedList.encode(bits, 131_072)));
  }

  private JsonObject signed(JsonObject document, Cryptosuite suite) {
    var options =
        DataIntegrity.proofOptions(
            suite, Instant.parse("2026-03-20T14:00:00Z"), did + "#" + multikey);
    if (suite.isJcs()) {
      options = options.with("@context", new JsonArray(document.list("@context")));
    }
    return dataIntegrity.hashData(document, options)
            instanceof DataIntegrity.Hashing.Hashed(var hash)
        ? DataIntegrity.attach(document, options, sign(hash))
        : fail();
  }

  private byte[] sign(byte[] message) {
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initSign(pair.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonObject read(String json) {
    return JsonReader.read(json.getBytes(UTF_8), JsonLimits.FOREIGN)
            instanceof JsonReading.Read(JsonObject object)
        ? object
        : fail();
  }

  private static JsonObject fail() {
    throw new AssertionError("the sample is not accepted");
  }
}
