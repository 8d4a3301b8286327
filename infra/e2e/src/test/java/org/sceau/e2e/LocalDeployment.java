package org.sceau.e2e;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonObject;
import org.sceau.local.AwsServices;
import org.sceau.local.LocalCloud;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;

/** A local cloud with an issuer and an achievement, whose invariants are checked. */
final class LocalDeployment implements AutoCloseable {

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
  final ApiClient web;
  private final Deque<String> spare = new ArrayDeque<>();
  private int made;
  String key = "";

  private LocalDeployment(LocalCloud cloud) {
    this.cloud = cloud;
    this.web = new ApiClient(cloud.baseUrl());
    this.invariants = new Invariants(cloud.baseUrl(), cloud.services());
  }

  static LocalDeployment start(Path folder) {
    return start(LocalCloud.Options.in(folder));
  }

  static LocalDeployment start(LocalCloud.Options options) {
    var local = new LocalDeployment(LocalCloud.start(options));
    local.key = local.open("demo");
    return local;
  }

  /** Makes an issuer with an achievement of the same name and a public list; gives its key. */
  String open(String issuer) {
    var bearer = putIssuer(issuer, "").expect(201).json().string("apiKey").orElseThrow();
    putAchievement(issuer, bearer).expect(201);
    // A list is public before its first position is given out.
    cloud.runSchedule();
    return bearer;
  }

  ApiClient.Answer putIssuer(String issuer, String query) {
    return web.put("/issuers/" + issuer + query, cloud.operatorKey(), ISSUER);
  }

  /** A new P-256 key in KMS; its ARN. */
  String makeKey() {
    return makeKey(cloud.services(), KeySpec.ECC_NIST_P256);
  }

  /** A new key in KMS; its ARN. */
  static String makeKey(AwsServices services, KeySpec spec) {
    try (var kms = services.kmsClient()) {
      return kms.createKey(create -> create.keySpec(spec).keyUsage(KeyUsageType.SIGN_VERIFY))
          .keyMetadata()
          .arn();
    }
  }

  ApiClient.Answer rotateKey(String issuer, String keyArn) {
    return web.rotateKey(cloud.operatorKey(), issuer, keyArn);
  }

  ApiClient.Answer compromise(String bearer, String kid) {
    return web.compromise(bearer, kid, "2020-01-01T00:00:00Z");
  }

  String didDocument(String issuer) {
    return web.get("/issuers/" + issuer + "/did.json").text();
  }

  /** By which key the issuer's first list is signed in its JWT form. */
  String listKid(String issuer) {
    var url = "/status/" + issuer + "-revocation-1.jwt";
    var method = PublicLists.Jwt.read(web.get(url).text()).kid();
    return method.substring(method.indexOf('#') + 1);
  }

  ApiClient.Answer putAchievement(String issuer, String bearer) {
    return web.put("/achievements/" + issuer, bearer, ACHIEVEMENT);
  }

  ApiClient.Answer award(String issuer, String bearer, int recipients, String idempotencyKey) {
    var people = new ArrayList<String>();
    for (int i = 0; i < recipients; i++) {
      people.add("{\"name\":\"Camille Exemple " + i + "\",\"email\":\"learner@example.org\"}");
    }
    var answer =
        web.post(
            "/achievements/" + issuer + "/credentials",
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

  static List<JsonObject> results(ApiClient.Answer answer) {
    return answer.json().list("results").stream().map(JsonObject.class::cast).toList();
  }

  /** The id of a credential that nobody else was given. */
  String credential() {
    if (spare.isEmpty()) {
      var answer = award("demo", key, 50, "spare-" + made++).expect(201);
      results(answer).forEach(result -> spare.add(result.string("id").orElseThrow()));
    }
    return spare.pop();
  }

  /** A credential that is revoked, and to be published so. */
  String revoked() {
    return changed("revocation");
  }

  String suspended() {
    return changed("suspension");
  }

  private String changed(String purpose) {
    var id = credential();
    change(id, purpose, true).expect(200);
    return id;
  }

  ApiClient.Answer change(String id, String purpose, boolean status) {
    var answer = web.change(key, id, purpose, status);
    if (purpose.equals("revocation") && answer.status() == 200) {
      invariants.revoked(id);
    }
    return answer;
  }

  /** Has a badge issued that the issuer built itself. */
  ApiClient.Answer issue(String recipient, String idempotencyKey) {
    var answer =
        web.post(
            "/credentials/issue",
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

  ApiClient.Answer replace(String id) {
    var answer = web.post("/credentials/" + id + "/replacement", key, "{}");
    if (answer.status() == 201) {
      var made = answer.json();
      invariants.handedOut(made.string("id").orElseThrow(), made.string("jwt").orElseThrow());
      invariants.revoked(id);
    }
    return answer;
  }

  ApiClient.Answer erase(String id) {
    return web.delete("/credentials/" + id, key);
  }

  ApiClient.Answer status(String id) {
    return web.get("/credentials/" + id + "/status");
  }

  ApiClient.Answer report(String id) {
    return web.get("/c/" + id, "application/json");
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
    cloud.runSchedule();
    invariants.checkPublished();
  }

  @Override
  public void close() {
    invariants.close();
    web.close();
    cloud.close();
  }
}
