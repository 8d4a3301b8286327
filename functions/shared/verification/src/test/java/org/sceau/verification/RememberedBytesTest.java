package org.sceau.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.JsonEdits.json;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sceau.dataintegrity.Canonicalizer.Canonicalization.Refused;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.jose.CachingSignatures;
import org.sceau.jose.CompactJws;
import org.sceau.jose.KeyKind;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonWriter;
import org.sceau.records.Deployment;
import org.sceau.records.catalog.SigningKey;
import org.sceau.statuslist.EncodedList;
import org.sceau.testing.MemorySigner;
import org.sceau.verification.Fetcher.Fetch;

/** However many issuers and lists there are, what is remembered of them has its bounds. */
class RememberedBytesTest {

  private static final Instant NOW = Instant.parse("2026-03-20T14:05:00Z");
  private static final int CAPACITY = 131_072;

  private final MemorySigner signer = new MemorySigner();
  private final SigningKey key = signer.create(KeyKind.P256);
  private final String encodedList = EncodedList.encode(new BitSet(), CAPACITY);
  private final CredentialVerifier verifier =
      new CredentialVerifier(
          Deployment.at("https://sceau.example"),
          IssuerDirectory.NONE,
          _ -> Optional.empty(),
          new DataIntegrity((_, _) -> new Refused("not asked"), new CachingSignatures(), () -> NOW),
          _ -> List.of(),
          () -> this::fetch,
          List::of,
          () -> NOW);

  @Test
  void aThousandCredentialsOfAThousandListsStayWithinTheBudget() {
    long largest = 0;
    for (int i = 0; i < 1_100; i++) {
      assertThat(verifier.verify(jws(i, credential(i))).verdict())
          .isEqualTo(VerificationReport.Verdict.VERIFIED);

      long remembered = verifier.elsewhere().remembered();
      largest = Math.max(largest, remembered);
      assertThat(remembered)
          .isLessThanOrEqualTo(ExternalIssuers.LISTS_BUDGET + ExternalIssuers.DOCUMENTS_BUDGET);
    }
    // The lists alone are more than there is room for: it was filled, and something forgotten.
    assertThat(largest).isGreaterThan(ExternalIssuers.LISTS_BUDGET * 9 / 10);
    assertThat(1_100L * CAPACITY / Byte.SIZE).isGreaterThan(ExternalIssuers.LISTS_BUDGET);
  }

  private Fetch fetch(Fetcher.Wanted wanted) {
    var number = Integer.parseInt(wanted.url().replaceAll("[^0-9]", ""));
    var document =
        wanted.url().endsWith("/did.json")
            ? JsonWriter.write(did(number))
            : jws(number, list(number));
    return new Fetch.Fetched(document.getBytes(UTF_8), "", null, Duration.ofHours(1));
  }

  private static String issuer(int number) {
    return "did:web:issuer.example:i" + number;
  }

  private static String listUrl(int number) {
    return "https://issuer.example/lists/" + number;
  }

  private JsonObject did(int number) {
    return json(
        """
        {"id":"%1$s","assertionMethod":["%1$s#key"],"verificationMethod":[
         {"id":"%1$s#key","type":"JsonWebKey","controller":"%1$s","publicKeyJwk":%2$s}]}
        """
            .formatted(issuer(number), JsonWriter.write(key.publicKey().toJson())));
  }

  private static JsonObject credential(int number) {
    return json(
        """
        {"@context":["https://www.w3.org/ns/credentials/v2"],
         "id":"https://issuer.example/c/%d","type":["VerifiableCredential"],
         "issuer":"%s","validFrom":"2026-03-20T14:00:00Z",
         "credentialSubject":{"id":"did:example:learner","name":"x"},
         "credentialStatus":{"type":"BitstringStatusListEntry","statusPurpose":"revocation",
          "statusListIndex":"7","statusListCredential":"%s"}}
        """
            .formatted(number, issuer(number), listUrl(number)));
  }

  private JsonObject list(int number) {
    return json(
        """
        {"@context":["https://www.w3.org/ns/credentials/v2"],
         "id":"%1$s","type":["VerifiableCredential","BitstringStatusListCredential"],
         "issuer":"%2$s","validFrom":"2026-03-20T14:00:00Z",
         "credentialSubject":{"id":"%1$s#list","type":"BitstringStatusList",
          "statusPurpose":"revocation","encodedList":"%3$s"}}
        """
            .formatted(listUrl(number), issuer(number), encodedList));
  }

  private String jws(int number, JsonObject payload) {
    var header =
        json(
            """
            {"alg":"ES256","typ":"vc+jwt","kid":"%s#key"}
            """
                .formatted(issuer(number)));
    var input = CompactJws.signingInput(header, JsonWriter.writeBytes(payload));
    return CompactJws.assemble(input, signer.sign(key, input));
  }
}
