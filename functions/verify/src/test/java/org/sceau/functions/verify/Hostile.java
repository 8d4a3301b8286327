package org.sceau.functions.verify;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.sceau.dataintegrity.Cryptosuite;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.Multikey;
import org.sceau.jose.Base64Url;
import org.sceau.jose.CompactJws;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import org.sceau.lambda.Caller;
import org.sceau.lambda.HttpRequest;
import org.sceau.lambda.HttpResponse;
import org.sceau.records.catalog.SigningKey;

/**
 * One bad input, from a file that has nothing but its defect: the rest is that of a credential
 * which is taken. What needs a signature is signed when it is read.
 *
 * <p>A file has {@code row} and {@code expected}, and one of {@code jws}, {@code embedded}, {@code
 * body}, {@code text}, {@code hex} and {@code repeat}; {@code publish} and {@code list} are what
 * others publish. A member that is {@code ${absent}} is left out.
 */
final class Hostile {

  /** The order of the curve P-256. */
  private static final BigInteger N =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  final ExternalIssuerFixture abroad = new ExternalIssuerFixture();
  private final VerifyFixture world = abroad.world;
  private final JsonObject file;

  Hostile(String text) {
    var attacker = Multikey.encode(abroad.attackers.publicKey());
    file =
        VerifyFixture.read(
            text.replace("${attacker}", attacker)
                .replace("${issuerEd}", Multikey.encode(abroad.edKey.publicKey()))
                .replace(
                    "\"${attackerJwk}\"", JsonWriter.write(abroad.attackers.publicKey().toJson()))
                .replace("\"${issuerJwk}\"", JsonWriter.write(abroad.key.publicKey().toJson())));
    for (var published : file.object("publish").orElse(JsonObject.EMPTY).members().entrySet()) {
      world.web.publish(published.getKey(), published(published.getValue()));
    }
    file.object("document")
        .ifPresent(change ->
            world.web.publish(ExternalIssuerFixture.DOCUMENT, patched(abroad.document(), change)));
    file.object("method")
        .ifPresent(change -> {
          var document = abroad.document();
          for (var member : change.members().entrySet()) {
            var first =
                (JsonObject) document.array("verificationMethod").orElseThrow().items().getFirst();
            var last = document.array("verificationMethod").orElseThrow().items().getLast();
            document =
                document.with(
                    "verificationMethod",
                    org.sceau.json.JsonArray.of(
                        patched(first, new JsonObject(Map.of(member.getKey(), member.getValue()))),
                        last));
          }
          world.web.publish(ExternalIssuerFixture.DOCUMENT, document);
        });
    file.object("list")
        .ifPresent(change ->
            world.web.publish(
                ExternalIssuerFixture.LIST,
                abroad.jws(patched(ExternalIssuerFixture.list(new java.util.BitSet()), change))));
    file.object("listSubject")
        .ifPresent(change -> {
          var list = ExternalIssuerFixture.list(new java.util.BitSet());
          world.web.publish(
              ExternalIssuerFixture.LIST,
              abroad.jws(
                  list.with(
                      "credentialSubject",
                      patched(list.object("credentialSubject").orElseThrow(), change))));
        });
  }

  long row() {
    return Long.parseLong(file.number("row").orElseThrow().literal());
  }

  JsonObject expected() {
    return file.object("expected").orElseThrow();
  }

  HttpResponse send() {
    if (file.has("jws")) {
      return post("application/vc+jwt", bytes(jws(file.object("jws").orElseThrow())));
    }
    if (file.has("embedded")) {
      return post("application/vc", JsonWriter.writeBytes(embedded()));
    }
    if (file.has("text")) {
      return post("application/vc", bytes(file.string("text").orElseThrow()));
    }
    if (file.has("hex")) {
      return post("application/vc", HexFormat.of().parseHex(file.string("hex").orElseThrow()));
    }
    if (file.has("repeat")) {
      var repeat = file.object("repeat").orElseThrow();
      return post(
          "application/vc",
          bytes(
              repeat.string("before").orElse("")
                  + repeat.string("text").orElseThrow().repeat(count(repeat))
                  + repeat.string("after").orElse("")));
    }
    return post(
        "application/json",
        JsonWriter.writeBytes(
            JsonObject.builder().put("verifiableCredential", file.get("body")).build()));
  }

  private static int count(JsonObject repeat) {
    return Integer.parseInt(repeat.number("times").map(JsonNumber::literal).orElseThrow());
  }

  private HttpResponse post(String type, byte[] body) {
    return world
        .handler()
        .respond(
            new HttpRequest(
                "POST /credentials/verify",
                Map.of(),
                Map.of(),
                Map.of("content-type", type),
                body,
                new Caller.Stranger(false)));
  }

  private String jws(JsonObject jws) {
    var header =
        patched(
            VerifyFixture.header(ExternalIssuerFixture.KID),
            jws.object("header").orElse(JsonObject.EMPTY));
    var claims = patched(credential(), jws.object("payload").orElse(JsonObject.EMPTY));
    var headerText = jws.string("headerText").orElseGet(() -> JsonWriter.write(header));
    var claimsText =
        jws.string("payloadText")
            .map(text -> text.replace("${rest}", JsonWriter.write(claims).substring(1)))
            .orElseGet(() -> JsonWriter.write(claims));
    var input =
        bytes(Base64Url.encode(bytes(headerText)) + "." + Base64Url.encode(bytes(claimsText)));
    var signature = world.signer.sign(key(jws.string("by").orElse("issuer")), input);
    var whole = CompactJws.assemble(input, signature(jws.string("signature"), signature));
    return changed(whole, jws.string("change").orElse(""));
  }

  private static byte[] signature(Optional<String> defect, byte[] good) {
    return switch (defect.orElse("")) {
      case "" -> good;
      case "zeros" -> new byte[64];
      case "r is n" -> concat(fixed(N), Arrays.copyOfRange(good, 32, 64));
      case "s is n" -> concat(Arrays.copyOf(good, 32), fixed(N));
      case "one byte more" -> Arrays.copyOf(good, 65);
      case "one byte less" -> Arrays.copyOf(good, 63);
      case "two bytes" -> new byte[] {1, 1};
      case "der" -> concat(HexFormat.of().parseHex("3044022000"), Arrays.copyOf(good, 63));
      default -> throw new IllegalArgumentException(defect.toString());
    };
  }

  private static String changed(String jws, String change) {
    return switch (change) {
      case "" -> jws;
      case "without a signature" -> jws.substring(0, jws.lastIndexOf('.') + 1);
      case "padded" -> jws + "==";
      case "newline inside" -> jws.substring(0, 40) + "\n" + jws.substring(40);
      case "blank inside" -> jws.substring(0, 40) + " " + jws.substring(40);
      case "base64 for base64url" -> jws.replace('-', '+').replace('_', '/') + "+/";
      case "unused bits" -> {
        // 64 bytes leave four bits of the last character without meaning.
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(jws.charAt(jws.length() - 1));
        yield jws.substring(0, jws.length() - 1) + alphabet.charAt(last ^ 1);
      }
      case "five parts" -> jws + ".AAAA.AAAA";
      case "two parts" -> jws.substring(0, jws.lastIndexOf('.'));
      default -> throw new IllegalArgumentException(change);
    };
  }

  private JsonObject embedded() {
    var embedded = file.object("embedded").orElseThrow();
    var by = key(embedded.string("by").orElse("issuerEd"));
    var unsigned = patched(credential(), embedded.object("credential").orElse(JsonObject.EMPTY));
    var options =
        patched(
            DataIntegrity.proofOptions(
                Cryptosuite.of(by.publicKey().kind()),
                VerifyFixture.VALID_FROM,
                ExternalIssuerFixture.ED_KID),
            embedded.object("options").orElse(JsonObject.EMPTY));
    var secured = world.secured(unsigned, options, by);
    var proof =
        patched(
            secured.object("proof").orElseThrow(),
            embedded.object("proofAfterwards").orElse(JsonObject.EMPTY));
    secured = secured.with("proof", proof);
    if (embedded.has("proofs")) {
      secured =
          secured.with(
              "proof",
              new org.sceau.json.JsonArray(
                  java.util.Collections.nCopies(
                      Integer.parseInt(embedded.number("proofs").orElseThrow().literal()),
                      (JsonValue) proof)));
    }
    if (embedded.has("secondProof")) {
      secured =
          secured.with(
              "proof",
              org.sceau.json.JsonArray.of(
                  proof, patched(proof, embedded.object("secondProof").orElseThrow())));
    }
    return patched(secured, embedded.object("afterwards").orElse(JsonObject.EMPTY));
  }

  /** Without a status unless it is about that, so that a connection has one reason. */
  private JsonObject credential() {
    if (file.has("badge")) {
      return abroad
          .credential()
          .without("credentialStatus")
          .with(
              "@context",
              org.sceau.json.JsonArray.ofStrings(
                  "https://www.w3.org/ns/credentials/v2",
                  "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"))
          .with(
              "type",
              org.sceau.json.JsonArray.ofStrings("VerifiableCredential", "OpenBadgeCredential"))
          .with("validUntil", new JsonString("2029-01-15T10:00:00Z"))
          .with(
              "credentialSubject",
              VerifyFixture.read(
                  """
                  {"id":"did:example:learner","type":["AchievementSubject"],"achievement":
                   {"id":"https://uni.example/a","type":["Achievement"],"name":"A",
                    "description":"A","criteria":{"narrative":"A"}}}
                  """))
          .with("iss", new JsonString(ExternalIssuerFixture.DID))
          .with("jti", new JsonString("https://uni.example/credentials/1"))
          .with("sub", new JsonString("did:example:learner"))
          .with("nbf", JsonNumber.of(VerifyFixture.VALID_FROM.getEpochSecond()))
          .with("exp", JsonNumber.of(VerifyFixture.VALID_UNTIL.getEpochSecond()));
    }
    var isAboutStatus =
        file.has("entry") || file.has("list") || file.has("listSubject") || file.has("publish");
    return isAboutStatus
        ? abroad
            .credential()
            .with(
                "credentialStatus",
                patched(
                    ExternalIssuerFixture.entry(), file.object("entry").orElse(JsonObject.EMPTY)))
        : abroad.credential().without("credentialStatus");
  }

  private SigningKey key(String name) {
    return switch (name) {
      case "issuer" -> abroad.key;
      case "issuerEd" -> abroad.edKey;
      case "attacker" -> abroad.attackers;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static String published(JsonValue value) {
    return value instanceof JsonString(var text) ? text : JsonWriter.write(value);
  }

  private static JsonObject patched(JsonObject object, JsonObject change) {
    var patched = object;
    for (var member : change.members().entrySet()) {
      patched =
          member.getValue().equals(new JsonString("${absent}"))
              ? patched.without(member.getKey())
              : patched.with(member.getKey(), member.getValue());
    }
    return patched;
  }

  private static byte[] fixed(BigInteger number) {
    var bytes = number.toByteArray();
    return Arrays.copyOfRange(bytes, bytes.length - 32, bytes.length);
  }

  private static byte[] concat(byte[] one, byte[] other) {
    var both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
