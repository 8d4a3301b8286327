package org.sceau.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.e2e.LocalDeployment.ISSUER;
import static org.sceau.e2e.LocalDeployment.makeKey;
import static org.sceau.e2e.Node.CONTEXTS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sceau.e2e.ApiClient.Answer;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonWriter;
import org.sceau.local.LocalCloud;
import software.amazon.awssdk.services.kms.model.KeySpec;

/**
 * From the award to the published list, over HTTP alone and with other people's libraries as
 * judges. Each kind of cloud extends it.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class WholeWay {

  private static final String DEMO = "/org/sceau/local/demo/";

  private static final String AWARD =
      """
      {"recipients":[{"name":"Camille Exemple","email":"learner@example.org","creditsEarned":3,
        "results":[{"resultDescription":"urn:uuid:6c0f9f0e-6f0b-4a3e-9d55-0f7d3f1b7a01","value":"16"}]}]}
      """;

  private Path folder;
  private LocalCloud cloud;
  private ApiClient web;
  private String key;
  private String otherKey;

  /** How the cloud starts; called again for a restart. */
  abstract LocalCloud.Options options(Path data);

  /** The cryptosuite of embedded proofs there. */
  abstract String cryptosuite();

  @BeforeAll
  void begin(@TempDir Path fresh) {
    folder = fresh;
    cloud = LocalCloud.start(options(folder.resolve("data")));
    web = new ApiClient(cloud.baseUrl());
    key = apiKey(put("/issuers/demo", cloud.operatorKey(), ISSUER));
    otherKey = apiKey(put("/issuers/other", cloud.operatorKey(), ISSUER));
    made(put("/achievements/data-python", key, achievement()));
    problem(award(key, AWARD, null), 503, "unavailable");
    // The issuers' status lists have to be public before anything is awarded in them.
    cloud.runSchedule();
  }

  @AfterAll
  void end() {
    web.close();
    cloud.close();
  }

  @Test
  void anAwardIsVerifiedRevokedAndPublished() {
    var credential = award("whole-way");
    var link = link(credential);

    assertThat(web.get(link, "text/html").text())
        .contains("Analyse de données avec Python", "Université Exemple", "Camille Exemple")
        .contains("Authentique");
    var verified = web.get(link, "application/json").json();
    assertThat(verified.string("verdict")).contains("VERIFIED");
    assertThat(verified.get("annexOne")).isEqualTo(credential.get("annexOne"));
    assertThat(web.get(link, "application/vc").text()).isEqualTo(web.get(link + ".json").text());
    assertThat(web.get(link + ".jwt").text()).isEqualTo(credential.string("jwt").orElse(""));
    assertThat(verify(credential).status()).isEqualTo(200);

    assertThat(revoke(link).status()).isEqualTo(200);
    var report = web.get(link, "application/json").json();
    assertThat(report.string("verdict")).contains("NOT_VERIFIED");
    assertThat(report.object("status").orElseThrow().string("reason")).contains("Award in error");
    assertThat(web.get(link, "text/html").text()).contains("Award in error");
    assertThat(verify(credential).status()).isEqualTo(400);

    cloud.runSchedule();
    assertThat(web.get(listOf(credential)).json().string("id")).contains(listOf(credential));
  }

  @Test
  @Needs(Equipment.NODE)
  void otherPeoplesLibrariesVerifyBothForms() {
    var credential = award("second-opinion");
    var jwt = file("credential.jwt", credential.string("jwt").orElseThrow());
    var embedded = file("credential.json", web.get(link(credential), "application/vc").text());
    var node = Node.open();

    assertVerified(node.run("verify-jwt.mjs", jwt, "--base", cloud.baseUrl()));
    assertVerified(
        node.run(
            "verify-embedded.mjs", embedded, "--contexts", CONTEXTS, "--base", cloud.baseUrl()));
    assertThat(web.get(link(credential), "application/vc").text())
        .contains("\"cryptosuite\":\"" + cryptosuite() + "\"");
  }

  @Test
  @Needs(Equipment.NODE)
  void theListHasExactlyTheBitOfTheRevokedCredentialInBothForms() {
    var kept = award("kept");
    var before = setBits(kept, "");
    var revoked = award("revoked");
    revoke(link(revoked));
    cloud.runSchedule();

    assertThat(setBits(kept, "")).isEqualTo(setBits(kept, ".jwt"));
    assertThat(setBits(kept, ""))
        .hasSize(before.size() + 1)
        .containsAll(before)
        .contains(index(revoked))
        .doesNotContain(index(kept));
  }

  @Test
  void theSameKeyGivesTheSameBytesAndNoOtherBody() {
    var first = award(key, AWARD, "idempotent");
    var second = award(key, AWARD, "idempotent");
    var other = award(key, AWARD.replace("Camille", "Dominique"), "idempotent");

    assertThat(first.status()).isEqualTo(201);
    assertThat(second).isEqualTo(first);
    problem(other, 409, "idempotency-key-reused");
  }

  @Test
  void aRestartBetweenAwardAndRevokeLosesNothing() {
    var credential = award("restart");
    var link = link(credential);
    var page = web.get(link, "application/vc").text();
    cloud.close();
    // On the ports that the links name.
    cloud =
        LocalCloud.start(
            options(folder.resolve("data")).withPorts(port(cloud.baseUrl()), port(cloud.tlsUrl())));

    assertThat(web.get(link, "application/vc").text()).isEqualTo(page);
    assertThat(verdict(link)).contains("VERIFIED");
    assertThat(revoke(link).status()).isEqualTo(200);
    assertThat(verdict(link)).contains("NOT_VERIFIED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          none  | 401 | unauthorized      | ''                              | {"recipients":[{"name":"Ada"}]}
          wrong | 401 | unauthorized      | ''                              | {"recipients":[{"name":"Ada"}]}
          other | 404 | not-found         | ''                              | {"recipients":[{"name":"Ada"}]}
          own   | 400 | malformed-request | ''                              | {"recipients":[
          own   | 400 | malformed-request | same name                       | {"recipients":[{"name":"Ada","name":"Eve"}]}
          own   | 400 | invalid-request   | "path":"/recipients/0/surprise" | {"recipients":[{"name":"Ada","surprise":1}]}
          own   | 400 | invalid-request   | "path":"/validUntil"            | {"recipients":[{"name":"Ada"}],"validUntil":"2999-01-01T00:00:00Z"}
          own   | 400 | invalid-request   | "path":"/recipients"            | {}
          own   | 400 | invalid-request   | "path":"/recipients/0/name"     | {"recipients":[{}]}
          own   | 400 | invalid-request   | "path":"/recipients/0/email"    | {"recipients":[{"email":"nobody"}]}
          """)
  void anAwardIsRefusedAndNothingIsWritten(
      String bearer, int status, String type, String reason, String body) {
    var keys =
        Map.of("own", key, "other", otherKey, "wrong", key.substring(0, key.length() - 4) + "AAAA");
    unmoved(() ->
        assertThat(problem(award(keys.get(bearer), body, null), status, type)).contains(reason));
  }

  @Test
  void anUnknownIdIsSaidToBeUnknown() {
    var unknown = "/c/AAAAAAAAAAAAAAAAAAAAAA";

    problem(web.get(unknown, "application/json"), 404, "not-found");
    assertThat(web.get(unknown, "text/html").status()).isEqualTo(404);
    unmoved(() -> problem(revoke(unknown), 404, "not-found"));
    problem(web.get("/credentials/AAAAAAAAAAAAAAAAAAAAAA/status"), 404, "not-found");
  }

  @Test
  void whatIsRevokedStaysRevoked() {
    var link = link(award("final"));
    revoke(link);

    unmoved(() -> problem(revoke(link), 409, "already-revoked"));
    unmoved(() -> problem(change(link, "revocation", false), 409, "already-revoked"));
    unmoved(() -> problem(change(link, "suspension", false), 409, "already-revoked"));
  }

  @Test
  void aSuspensionShowsAtOnceAndCanBeTakenBack() {
    var link = link(award("suspended"));

    assertThat(change(link, "suspension", true).status()).isEqualTo(200);
    assertThat(verdict(link)).contains("NOT_VERIFIED");
    assertThat(change(link, "suspension", false).status()).isEqualTo(200);
    assertThat(verdict(link)).contains("VERIFIED");
  }

  @Test
  void theIssuerListsAndReadsBackWhatItAwarded() {
    var credential = award("listed");
    var id = credential.string("id").orElseThrow();
    revoke(link(credential));

    var met = new ArrayList<JsonObject>();
    var path = "/credentials?limit=2&status=revoked&achievement=data-python";
    var next = Optional.of(path);
    while (next.isPresent()) {
      var page = web.getWithKey(next.get(), key).json();
      page.list("credentials").forEach(listed -> met.add((JsonObject) listed));
      next = page.string("next").map(cursor -> path + "&cursor=" + cursor);
    }
    assertThat(met)
        .filteredOn(listed -> listed.string("id").orElseThrow().equals(id))
        .singleElement()
        .satisfies(listed -> assertThat(listed.string("reason")).contains("Award in error"));

    var read = web.getWithKey("/credentials/" + id, key).json();
    assertThat(read.string("jwt")).isEqualTo(credential.string("jwt"));
    assertThat(read.get("verifiableCredential")).isEqualTo(credential.get("verifiableCredential"));
    problem(web.getWithKey("/credentials/" + id, otherKey), 404, "not-found");
    assertThat(web.getWithKey("/credentials", otherKey).json().list("credentials")).isEmpty();
    problem(web.get("/credentials"), 401, "unauthorized");
  }

  @Test
  void anApiKeyDoesWhatItsScopesSayUntilItIsRevoked() {
    var keys = "/api-keys";
    var made = made(web.post(keys, key, "{\"name\":\"LMS\",\"scopes\":[\"award\"]}"));
    var first = made.string("apiKey").orElseThrow();
    assertThat(award(first, AWARD, null).status()).isEqualTo(201);
    unmoved(() -> problem(web.getWithKey(keys, first), 403, "forbidden"));

    var rotated = made(web.post(keys + "/" + id(made) + "/rotation", key, ""));
    var second = rotated.string("apiKey").orElseThrow();
    unmoved(() -> problem(award(first, AWARD, null), 401, "unauthorized"));
    assertThat(award(second, AWARD, null).status()).isEqualTo(201);

    problem(web.delete(keys + "/" + id(rotated), otherKey), 404, "not-found");
    assertThat(web.delete(keys + "/" + id(rotated), key).status()).isEqualTo(200);
    unmoved(() -> problem(award(second, AWARD, null), 401, "unauthorized"));
    assertThat(web.getWithKey(keys, key).text())
        .contains(id(made), id(rotated))
        .doesNotContain(first, second);
  }

  @Test
  void oldCredentialsOutliveARotationAndFallWithACompromisedKey() {
    var issuer = "/issuers/rotating";
    var bearer = issuerWithAchievement("rotating", ISSUER);
    var before = awardedBy("rotating", bearer);
    var old = web.signingKid(bearer);

    var fresh = rotatedTo("rotating");
    var after = awardedBy("rotating", bearer);
    assertThat(web.get(issuer + "/did.json").text()).contains(old, fresh);
    assertThat(verify(before).text()).contains("\"VERIFIED\"").contains(old);
    assertThat(verify(after).text()).contains("\"VERIFIED\"").contains(fresh);

    assertThat(web.compromise(bearer, fresh, "2020-01-01T00:00:00Z").status()).isEqualTo(409);
    assertThat(web.compromise(bearer, old, "2020-01-01T00:00:00Z").status()).isEqualTo(200);
    cloud.function("VerifyFunction").kill();
    assertThat(web.get(issuer + "/did.json").text()).contains(fresh).doesNotContain(old);
    assertThat(verify(before).text())
        .contains("KEY_COMPROMISED", "2020-01-01T00:00:00Z")
        .doesNotContain("\"VERIFIED\"");
    assertThat(web.get(link(before), "text/html").text()).contains("clé compromise");
    assertThat(verify(after).text()).contains("\"VERIFIED\"");
    cloud.runSchedule();
    assertThat(header(web.get(listOf(after) + ".jwt").text())).contains(fresh);
  }

  @Test
  void whileKeysAreRotatedAwardsGoOnAndAllOfThemVerify() throws Exception {
    var bearer = issuerWithAchievement("turning", ISSUER);
    var first = web.signingKid(bearer);
    List<String> rotatedTo = new ArrayList<>();
    List<Awarded> awarded;
    try (var awards = new Awards(() -> awardUntilDone(bearer))) {
      // Some of one second and some of another, so that a time can be told that lies between.
      awards.takeUntil(all -> all.stream().map(Awarded::validFrom).distinct().count() > 1);
      for (int i = 0; i < 3; i++) {
        if (cryptosuite().startsWith("eddsa")) {
          made(rotate("turning", KeySpec.ECC_NIST_EDWARDS25519));
        }
        var kid = rotatedTo("turning");
        rotatedTo.add(kid);
        awards.takeUntil(all -> all.stream().filter(each -> each.kid().equals(kid)).count() >= 5);
      }
      awarded = awards.end();
    }

    assertThat(awarded).extracting(Awarded::kid).contains(first).containsAll(rotatedTo);
    assertThat(awardUntilDone(bearer).kid()).isEqualTo(rotatedTo.getLast());
    var document = PublicLists.parse(web.get("/issuers/turning/did.json").text());
    for (var each : awarded) {
      assertThat(verify(each.credential()).status()).as("%s", each).isEqualTo(200);
      assertThat(verifyEmbedded(each.credential()).status()).as("%s", each).isEqualTo(200);
      assertThat(PublicLists.credential(each.jwt(), _ -> document)).isNotEmpty();
    }

    var ofFirst = awarded.stream().filter(each -> each.kid().equals(first)).toList();
    var since =
        ofFirst.stream().map(Awarded::validFrom).max(Comparator.naturalOrder()).orElseThrow();
    assertThat(web.compromise(bearer, first, since).status()).isEqualTo(200);
    cloud.function("VerifyFunction").kill();
    assertThat(ofFirst)
        .anyMatch(each -> each.validFrom().equals(since))
        .anyMatch(each -> each.validFrom().compareTo(since) < 0);
    for (var each : awarded) {
      var answer = verify(each.credential());
      if (each.kid().equals(first) && each.validFrom().equals(since)) {
        assertThat(answer.status()).as("%s", each).isEqualTo(400);
        assertThat(answer.text()).contains("KEY_COMPROMISED", since);
      } else {
        assertThat(answer.status()).as("%s", each).isEqualTo(200);
      }
    }
    var late =
        link(
            ofFirst.stream()
                .filter(each -> each.validFrom().equals(since))
                .findFirst()
                .orElseThrow()
                .credential());
    assertThat(web.get(late + "?lang=en", "text/html").text())
        .contains("Signed with a compromised key", "may have been in other hands since");
    assertThat(web.get(late + "?lang=fr", "text/html").text())
        .contains("clé compromise", "en d’autres mains depuis le");
  }

  /** A caller that tries again with the same key until it is answered. */
  private Awarded awardUntilDone(String bearer) {
    var url = "/achievements/turning/credentials";
    var name = UUID.randomUUID().toString();
    for (int tries = 1; ; tries++) {
      var answer = web.post(url, bearer, AWARD, "Idempotency-Key", name);
      if (answer.status() == 201 || tries == 50) {
        var credential = (JsonObject) made(answer).list("results").getFirst();
        return Awarded.read(credential);
      }
      // As when all instances are busy.
      assertThat(answer.status()).as("%s", answer).isIn(429, 503);
    }
  }

  private Answer verifyEmbedded(JsonObject credential) {
    return web.post(
        "/credentials/verify",
        null,
        web.get(link(credential) + ".json").text(),
        "Content-Type",
        "application/vc");
  }

  private static String header(String jwt) {
    return new String(
        Base64.getUrlDecoder().decode(jwt.substring(0, jwt.indexOf('.'))), StandardCharsets.UTF_8);
  }

  private Answer rotate(String issuer, KeySpec spec) {
    var keyArn = makeKey(cloud.services(), spec);
    return web.rotateKey(cloud.operatorKey(), issuer, keyArn);
  }

  /** The kid of the new P-256 key. */
  private String rotatedTo(String issuer) {
    return made(rotate(issuer, KeySpec.ECC_NIST_P256))
        .object("signingKey")
        .flatMap(signingKey -> signingKey.string("kid"))
        .orElseThrow();
  }

  private static String id(JsonObject made) {
    return made.string("id").orElseThrow();
  }

  @Test
  @Needs(Equipment.NODE)
  void anIssuerChoosesTheFormsAndOthersVerifyThem() {
    var bearer = issuerWithAchievement("choosing", ISSUER);
    var suite = cryptosuite().replace("rdfc", "jcs");
    // What stands in for LocalStack signs with P-256 alone.
    var alg = cloud.emulators().isPresent() ? "RS256" : "ES256";
    var chosen =
        issuer(
            "\"issuing\":{\"cryptosuite\":\"%s\",\"jwsAlgorithm\":\"%s\"}".formatted(suite, alg));
    if (alg.equals("RS256")) {
      assertThat(problem(put("/issuers/choosing", bearer, chosen), 400, "invalid-request"))
          .contains("/issuing/jwsAlgorithm");
      made(rotate("choosing", KeySpec.RSA_2048));
    }
    assertThat(put("/issuers/choosing", bearer, chosen).status()).isEqualTo(200);
    var credential = awardedBy("choosing", bearer);

    assertThat(header(credential.string("jwt").orElseThrow())).contains(alg);
    assertThat(web.get(link(credential), "application/vc").text()).contains(suite);
    assertThat(verify(credential).text()).contains("\"VERIFIED\"");
    assertThat(verifyEmbedded(credential).text()).contains("\"VERIFIED\"");
    assertThat(web.get(link(credential), "text/html").text()).contains("Authentique");
    var jwt = file("chosen.jwt", credential.string("jwt").orElseThrow());
    assertVerified(Node.open().run("verify-jwt.mjs", jwt, "--base", cloud.baseUrl()));
    assertThat(web.change(bearer, link(credential), "revocation", true).status()).isEqualTo(200);
    cloud.runSchedule();
    assertThat(header(web.get(listOf(credential) + ".jwt").text())).contains(alg);
  }

  @Test
  void anIssuerThatIsItsKeyIsVerifiedByItAlone() {
    var bearer = issuerWithAchievement("key-alone", withDidKey());
    var credential = awardedBy("key-alone", bearer);
    var did =
        id(credential.object("verifiableCredential").orElseThrow().object("issuer").orElseThrow());

    assertThat(did).startsWith("did:key:zDna");
    assertThat(web.get("/issuers/key-alone/did.json").status()).isEqualTo(404);
    assertThat(web.get("/issuers/key-alone").text()).contains(did);
    assertThat(header(credential.string("jwt").orElseThrow())).contains(did + "#");
    assertThat(verify(credential).text()).contains("\"VERIFIED\"", did);
    assertThat(verifyEmbedded(credential).text()).contains("\"VERIFIED\"", did);
    assertThat(web.get(link(credential), "text/html").text()).contains("Authentique");

    var kid = web.signingKid(bearer);
    assertThat(web.compromise(bearer, kid, "2020-01-01T00:00:00Z").status()).isEqualTo(200);
    assertThat(web.change(bearer, link(credential), "revocation", true).status()).isEqualTo(200);
    cloud.runSchedule();
    assertThat(web.get(listOf(credential)).json().string("issuer")).contains(did);
    var ended = web.post("/achievements/key-alone/credentials", bearer, AWARD);
    assertThat(problem(ended, 409, "issuer-ended")).contains("make another issuer");
  }

  @Test
  @Needs(Equipment.NODE)
  void othersVerifyAnIssuerThatIsItsKeyAndItsLists() {
    var bearer = issuerWithAchievement("key-abroad", withDidKey());
    var credential = awardedBy("key-abroad", bearer);
    var jwt = file("key.jwt", credential.string("jwt").orElseThrow());
    var embedded = file("key.json", web.get(link(credential), "application/vc").text());
    var node = Node.open();

    // Without --base: nobody is asked for anything.
    assertVerified(node.run("verify-jwt.mjs", jwt));
    assertVerified(node.run("verify-embedded.mjs", embedded, "--contexts", CONTEXTS));
    assertThat(web.change(bearer, link(credential), "revocation", true).status()).isEqualTo(200);
    assertThat(setBits(credential, "")).containsExactly(index(credential));
    assertThat(setBits(credential, ".jwt")).containsExactly(index(credential));
  }

  /** An issuer that is identified by the did:key of its own key. */
  private String withDidKey() {
    var keyArn = makeKey(cloud.services(), KeySpec.ECC_NIST_P256);
    return issuer("\"keyArn\":\"%s\",\"issuing\":{\"did\":\"key\"}".formatted(keyArn));
  }

  /** The issuer with more members. */
  private static String issuer(String more) {
    return ISSUER.replace("\"address\"", more + ",\"address\"");
  }

  /** Makes an issuer with an achievement of the same name and a public list; gives its key. */
  private String issuerWithAchievement(String name, String issuer) {
    var bearer = apiKey(put("/issuers/" + name, cloud.operatorKey(), issuer));
    made(put("/achievements/" + name, bearer, achievement()));
    cloud.runSchedule();
    return bearer;
  }

  private static String apiKey(Answer answer) {
    return made(answer).string("apiKey").orElseThrow();
  }

  private JsonObject awardedBy(String issuer, String bearer) {
    var url = "/achievements/" + issuer + "/credentials";
    return (JsonObject) made(web.post(url, bearer, AWARD)).list("results").getFirst();
  }

  @Test
  void theLinkOfAReplacedCredentialLeadsOn() {
    var old = award("replaced");
    var replacement = "/credentials/" + old.string("id").orElseThrow() + "/replacement";

    var fresh =
        made(
            web.post(
                replacement,
                key,
                "{\"reason\":\"Name corrected\",\"recipients\":[{\"name\":\"Camille Juste\"}]}"));

    var link = fresh.string("link").orElseThrow();
    assertThat(web.get(link(old), "text/html").text())
        .contains("Remplacée le", "Name corrected", "href=\"" + link + "\"");
    var report = web.get(link(old), "application/json").json();
    assertThat(report.string("verdict")).contains("NOT_VERIFIED");
    assertThat(report.object("status").flatMap(status -> status.string("replacedBy")))
        .contains(link);
    assertThat(verify(old).text()).contains("REPLACED", link);
    assertThat(web.get(link, "text/html").text()).contains("Authentique", "Camille Juste");
    var again = web.post(replacement, key, "{}");
    assertThat(problem(again, 409, "already-replaced")).contains(link);
    assertThat(web.get("/credentials/" + id(old) + "/status").text()).contains("\"revoked\"", link);
  }

  @Test
  void whatAnIssuerBuiltItselfHasALinkAndAStatusLikeAnyOther() {
    var bearer =
        apiKey(
            put(
                "/issuers/builder",
                cloud.operatorKey(),
                issuer("\"issuing\":{\"credentials\":\"w3c\"}")));
    cloud.runSchedule();
    var body =
        """
        {"credential":{
          "@context":["https://www.w3.org/ns/credentials/v2",
           "https://www.w3.org/ns/credentials/examples/v2"],
          "id":"https://university.example/credentials/7",
          "type":["VerifiableCredential","ExampleDegreeCredential"],
          "name":{"@value":"Licence d'informatique","@language":"fr"},
          "credentialSubject":{"id":"did:example:subject",
           "degree":{"type":"ExampleBachelorDegree","name":"Licence"}}},
         "options":{"mediaType":"%s"}}
        """;
    var issue = "/credentials/issue";
    var issued =
        made(web.post(issue, bearer, body.formatted("application/vc"), "Idempotency-Key", "one"));
    var embedded = issued.object("verifiableCredential").orElseThrow();
    var link = id(embedded.object("credentialStatus").orElseThrow()).replaceFirst("#status$", "");
    var enveloped = web.post(issue, bearer, body.formatted("application/vc+jwt"));

    assertThat(web.get(link, "text/html").text())
        .contains("Licence d&#39;informatique", "Authentique");
    assertThat(web.get(link, "application/json").text()).contains("\"VERIFIED\"");
    for (var credential :
        List.of(embedded, made(enveloped).object("verifiableCredential").orElseThrow())) {
      var answer = verifyJson(credential);
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }
    assertThat(web.change(bearer, link, "revocation", true).status()).isEqualTo(200);
    assertThat(verifyJson(embedded).text()).contains("REVOKED");
    unmoved(() ->
        problem(web.post(issue, key, body.formatted("application/vc")), 400, "invalid-request"));
  }

  private Answer verifyJson(JsonObject credential) {
    return web.post(
        "/credentials/verify",
        null,
        JsonWriter.write(JsonObject.builder().put("verifiableCredential", credential).build()));
  }

  @Test
  void whatIsErasedIsGoneFromTheLinkAndItsPositionStaysRevoked() {
    var credential = award("erased");
    var link = link(credential);
    var record = "/credentials/" + credential.string("id").orElseThrow();
    revoke(link);

    unmoved(() -> problem(web.delete(record, otherKey), 404, "not-found"));
    var erased = web.delete(record, key);
    assertThat(erased.status()).as(erased.text()).isEqualTo(200);
    assertThat(web.delete(record, key)).as("again").isEqualTo(erased);

    problem(web.get(link, "application/json"), 410, "erased");
    problem(web.get(link + ".jwt"), 410, "erased");
    problem(web.get(link + ".json"), 410, "erased");
    var page = web.get(link, "text/html");
    assertThat(page.status()).isEqualTo(410);
    assertThat(page.text()).contains("effacée").doesNotContain("Camille", "Python");
    var status = web.get(record + "/status").json();
    assertThat(status.string("status")).contains("revoked");
    assertThat(status.has("erasedAt")).isTrue();
    assertThat(status.has("reason")).isFalse();
    unmoved(() -> problem(award(key, AWARD, "erased"), 410, "erased"));
    assertThat(verify(credential).text()).contains("REVOKED").doesNotContain("Award in error");
  }

  @Test
  void aTamperedCredentialIsNotVerified() {
    var embedded = web.get(link(award("tampered")), "application/vc").text();
    var tampered = embedded.replace("Camille", "Dominique");
    var answer = web.post("/credentials/verify", null, tampered);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().string("verdict")).contains("NOT_VERIFIED");
    assertThat(answer.text()).doesNotContain("Dominique");
  }

  @ParameterizedTest
  @CsvSource({"360", "1280"})
  @Needs({Equipment.NODE, Equipment.BROWSER})
  void aPersonSeesAtOnceWhatItIsAndWhetherItHolds(String width) {
    var link = link(award("page-" + width));
    var page = page(link, width);

    assertThat(page.string("text").orElseThrow())
        .contains("Authentique et valable aujourd’hui")
        .contains("Analyse de données avec Python")
        .contains("Université Exemple")
        .contains("Camille Exemple")
        .doesNotContain("learner@example.org", "sha256");
    fit(page);
    revoke(link);
    var after = page(link, width);
    assertThat(after.string("text").orElseThrow())
        .contains("Révoqué")
        .contains("Award in error")
        .doesNotContain("Authentique et valable");
    fit(after);
  }

  private JsonObject page(String link, String width) {
    return Browser.open()
        .read(
            URI.create(link),
            "--width",
            width,
            "--language",
            "fr",
            "--screenshot",
            Path.of("target", "page-" + width + ".png").toAbsolutePath().toString());
  }

  /** Nothing sticks out, nothing is held against it, and the keyboard gets everywhere. */
  private static void fit(JsonObject page) {
    assertThat(page.list("overflowing")).isEmpty();
    assertThat(page.list("violations")).isEmpty();
    assertThat(page.list("errors")).isEmpty();
    assertThat(page.list("outside")).isEmpty();
    assertThat(page.object("keyboard").orElseThrow().list("problems")).isEmpty();
    assertThat(page.string("language")).contains("fr");
  }

  private static int port(String url) {
    return URI.create(url).getPort();
  }

  /** Calls, and insists that nothing was signed or written by it, where that can be seen. */
  private void unmoved(Runnable call) {
    var before = writes();
    call.run();
    assertThat(writes()).isEqualTo(before);
  }

  private Optional<List<Long>> writes() {
    return cloud
        .emulators()
        .map(emulators ->
            List.of(
                emulators.kms().faults().calls("Sign"),
                emulators.dynamoDb().faults().calls("TransactWriteItems"),
                emulators.dynamoDb().faults().calls("PutItem"),
                emulators.s3().faults().calls("PutObject")));
  }

  private Answer put(String path, String bearer, String body) {
    return web.put(cloud.baseUrl() + path, bearer, body);
  }

  private Answer award(@Nullable String bearer, String body, @Nullable String idempotencyKey) {
    var url = "/achievements/data-python/credentials";
    return idempotencyKey == null
        ? web.post(url, bearer, body)
        : web.post(url, bearer, body, "Idempotency-Key", idempotencyKey);
  }

  private JsonObject award(String idempotencyKey) {
    return (JsonObject) made(award(key, AWARD, idempotencyKey)).list("results").getFirst();
  }

  private Answer verify(JsonObject credential) {
    return web.post(
        "/credentials/verify",
        null,
        credential.string("jwt").orElseThrow(),
        "Content-Type",
        "application/vc+jwt");
  }

  private Optional<String> verdict(String link) {
    return web.get(link, "application/json").json().string("verdict");
  }

  private Answer revoke(String link) {
    return change(link, "revocation", true);
  }

  private Answer change(String link, String purpose, boolean status) {
    return web.change(key, link, purpose, status);
  }

  private static String problem(Answer answer, int status, String type) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    assertThat(answer.json().string("type")).contains("urn:sceau:problem:" + type);
    assertThat(answer.json().string("detail").orElse("")).isNotBlank();
    return answer.text();
  }

  private static JsonObject made(Answer answer) {
    return answer.expect(201).json();
  }

  private static String link(JsonObject credential) {
    return credential.string("link").orElseThrow();
  }

  private static JsonObject entry(JsonObject credential) {
    return credential
        .object("verifiableCredential")
        .flatMap(embedded -> embedded.object("credentialStatus"))
        .orElseThrow();
  }

  private static String listOf(JsonObject credential) {
    return entry(credential).string("statusListCredential").orElseThrow();
  }

  private static int index(JsonObject credential) {
    return Integer.parseInt(entry(credential).string("statusListIndex").orElseThrow());
  }

  private List<Integer> setBits(JsonObject credential, String form) {
    cloud.runSchedule();
    var list = file("list" + form, web.get(listOf(credential) + form).text());
    var finding =
        Node.open().run("verify-list.mjs", list, "--contexts", CONTEXTS, "--base", cloud.baseUrl());
    assertVerified(finding);
    return finding.list("set").stream()
        .map(bit -> ((JsonNumber) bit).decimal().intValueExact())
        .toList();
  }

  private static void assertVerified(JsonObject finding) {
    assertThat(Node.verified(finding)).as("%s", finding).isTrue();
  }

  private String file(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The demonstration's achievement with the image that it sends along. */
  private static String achievement() {
    var image = Base64.getEncoder().encodeToString(Node.bytes(DEMO + "badge.png"));
    return Node.sample(DEMO + "achievement.json")
        .replace("@badge.png", "data:image/png;base64," + image);
  }
}
