package org.sceau.e2e;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonObject;
import org.sceau.local.LocalCloud;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;

/** A local cloud with an issuer, an achievement, and somebody who sees that all holds. */
final class Site implements AutoCloseable {

  static final String ISSUER =
      """
      {"name":"Université Exemple","url":"https://issuer.example","email":"badges@issuer.example",
       "address":{"addressCountryCode":"FR"}}
      """;

  private static final String ACHIEVEMENT =
      """
      {"name":"Analyse de données avec Python","description":"Collecter et analyser des données.",
       "achievementType":"MicroCredential","criteria":{"narrative":"Projet noté."}}
      """;

  final LocalCloud cloud;
  final Invariants invariants;
  private final Web web = new Web();
  private final Deque<String> spare = new ArrayDeque<>();
  private int made;
  String key = "";

  private Site(LocalCloud cloud) {
    this.cloud = cloud;
    this.invariants = new Invariants(cloud.baseUrl(), cloud.services());
  }

  static Site start(Path folder) {
    return start(LocalCloud.Options.in(folder));
  }

  static Site start(LocalCloud.Options options) {
    var site = new Site(LocalCloud.start(options));
    site.key = site.open("demo");
    return site;
  }

  /** Makes an issuer with an achievement of the same name and a public list; gives its key. */
  String open(String issuer) {
    var answer = putIssuer(issuer, "");
    var bearer = answer.json().string("apiKey").orElseThrow(() -> new AssertionError(answer));
    var kept = putAchievement(issuer, bearer);
    if (kept.status() != 201) {
      throw new AssertionError(kept);
    }
    // A list is public before its first position is given out.
    var failure = publish();
    if (failure != null) {
      throw new AssertionError(failure);
    }
    return bearer;
  }

  Web.Answer putIssuer(String issuer, String query) {
    return web.put(cloud.baseUrl() + "/issuers/" + issuer + query, cloud.operatorKey(), ISSUER);
  }

  /** A new key in KMS; its ARN. */
  String makeKey() {
    try (var kms = cloud.services().kmsClient()) {
      return kms.createKey(
              create -> create.keySpec(KeySpec.ECC_NIST_P256).keyUsage(KeyUsageType.SIGN_VERIFY))
          .keyMetadata()
          .arn();
    }
  }

  Web.Answer rotateKey(String issuer, String keyArn) {
    return web.post(
        cloud.baseUrl() + "/signing-keys?issuer=" + issuer,
        cloud.operatorKey(),
        "{\"keyArn\":\"" + keyArn + "\"}");
  }

  /** The kid of the P-256 key that signs now. */
  String signingKid(String bearer) {
    return web
        .get(cloud.baseUrl() + "/signing-keys", "*/*", bearer)
        .json()
        .list("signingKeys")
        .stream()
        .map(JsonObject.class::cast)
        .filter(each -> each.string("alg").filter("ES256"::equals).isPresent())
        .filter(each -> each.string("life").filter("active"::equals).isPresent())
        .findFirst()
        .flatMap(each -> each.string("kid"))
        .orElseThrow();
  }

  Web.Answer compromise(String bearer, String kid) {
    return web.post(
        cloud.baseUrl() + "/signing-keys/" + kid + "/compromise",
        bearer,
        "{\"since\":\"2020-01-01T00:00:00Z\"}");
  }

  String didDocument(String issuer) {
    return web.get(cloud.baseUrl() + "/issuers/" + issuer + "/did.json", "*/*").text();
  }

  /** By which key the issuer's first list is signed in its JWT form. */
  String listKid(String issuer) {
    var url = cloud.baseUrl() + "/status/" + issuer + "-revocation-1.jwt";
    var method = PublicLists.Jwt.read(web.get(url, "*/*").text()).kid();
    return method.substring(method.indexOf('#') + 1);
  }

  Web.Answer putAchievement(String issuer, String bearer) {
    return web.put(cloud.baseUrl() + "/achievements/" + issuer, bearer, ACHIEVEMENT);
  }

  Web.Answer award(String issuer, String bearer, int recipients, String idempotencyKey) {
    var people = new ArrayList<String>();
    for (int i = 0; i < recipients; i++) {
      people.add("{\"name\":\"Camille Exemple " + i + "\",\"email\":\"learner@example.org\"}");
    }
    var answer =
        web.post(
            cloud.baseUrl() + "/achievements/" + issuer + "/credentials",
            bearer,
            "{\"recipients\":[" + String.join(",", people) + "]}",
            "Idempotency-Key",
            idempotencyKey);
    if (answer.status() == 201) {
      results(answer)
          .forEach(result ->
              invariants.handedOut(
                  result.string("id").orElseThrow(), result.string("jwt").orElseThrow()));
    }
    return answer;
  }

  static List<JsonObject> results(Web.Answer answer) {
    return answer.json().list("results").stream().map(JsonObject.class::cast).toList();
  }

  /** The id of a credential that nobody else was given. */
  String credential() {
    if (spare.isEmpty()) {
      var answer = award("demo", key, 50, "spare-" + made++);
      if (answer.status() != 201) {
        throw new AssertionError(answer);
      }
      results(answer).forEach(result -> spare.add(result.string("id").orElseThrow()));
    }
    return spare.pop();
  }

  Web.Answer change(String id, String purpose, boolean status) {
    var answer =
        web.post(
            cloud.baseUrl() + "/credentials/status",
            key,
            """
            {"credentialId":"%s","credentialStatus":{"type":"BitstringStatusListEntry",
             "statusPurpose":"%s"},"status":%s,"reason":"Award in error"}
            """
                .formatted(id, purpose, status));
    if (purpose.equals("revocation") && answer.status() == 200) {
      invariants.revoked(id);
    }
    return answer;
  }

  /** Has a badge issued that the issuer built itself. */
  Web.Answer issue(String recipient, String idempotencyKey) {
    var answer =
        web.post(
            cloud.baseUrl() + "/credentials/issue",
            key,
            """
            {"credential":{"@context":["https://www.w3.org/ns/credentials/v2"],
              "type":["VerifiableCredential","OpenBadgeCredential"],
              "name":"Analyse de données",
              "credentialSubject":{"type":["AchievementSubject"],
               "identifier":[{"type":"IdentityObject","hashed":false,"identityHash":"%s","identityType":"name"}],
               "achievement":{"id":"urn:uuid:6c0f9f0e-6f0b-4a3e-9d55-0f7d3f1b7a02","type":["Achievement"],
                "name":"Analyse","description":"Analyser.","criteria":{"narrative":"Examen."}}}},
             "options":{"mediaType":"application/vc+jwt"}}
            """
                .formatted(recipient),
            "Idempotency-Key",
            idempotencyKey);
    if (answer.status() == 201) {
      var enveloped = answer.json().object("verifiableCredential").orElseThrow();
      var jwt = enveloped.string("id").orElseThrow().substring("data:application/vc+jwt,".length());
      var link = PublicLists.string(PublicLists.Jwt.read(jwt).claims(), "jti");
      invariants.handedOut(link.substring(link.lastIndexOf('/') + 1), jwt);
    }
    return answer;
  }

  Web.Answer replace(String id) {
    var answer = web.post(cloud.baseUrl() + "/credentials/" + id + "/replacement", key, "{}");
    if (answer.status() == 201) {
      var made = answer.json();
      invariants.handedOut(made.string("id").orElseThrow(), made.string("jwt").orElseThrow());
      invariants.revoked(id);
    }
    return answer;
  }

  Web.Answer erase(String id) {
    return web.delete(cloud.baseUrl() + "/credentials/" + id, key);
  }

  Web.Answer status(String id) {
    return web.get(cloud.baseUrl() + "/credentials/" + id + "/status", "*/*");
  }

  Web.Answer report(String id) {
    return web.get(cloud.baseUrl() + "/c/" + id, "application/json");
  }

  /** Runs the publisher; what went wrong, or {@code null}. */
  @Nullable String publish() {
    try {
      cloud.runSchedule();
      return null;
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Runs the publisher, which must come to its end, and looks at everything. */
  void publishAndCheck() {
    var failure = publish();
    if (failure != null) {
      throw new AssertionError(failure);
    }
    invariants.checkPublished();
  }

  @Override
  public void close() {
    invariants.close();
    web.close();
    cloud.close();
  }
}
