package org.sceau.functions.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.sceau.testing.JsonEdits.at;
import static org.sceau.testing.JsonEdits.json;
import static org.sceau.testing.JsonEdits.set;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.sceau.dataintegrity.Cryptosuite;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.Multikey;
import org.sceau.jose.Base64Url;
import org.sceau.jose.CompactJws;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import org.sceau.lambda.HttpResponse;
import org.sceau.records.catalog.SigningKey;

/**
 * Sends one bad input, from a file that states only its defect: the rest is that of a credential
 * that verifies. What needs a signature is signed when the file is read.
 *
 * <p>A file has {@code row} and {@code expected}, and one of {@code jws}, {@code embedded}, {@code
 * body}, {@code text}, {@code hex} and {@code repeat}; {@code publish} and {@code list} are what
 * others publish. A member that is {@code ${absent}} is left out.
 */
final class HostileInput extends ExternalIssuerFixture {

  /** The order of the curve P-256. */
  private static final BigInteger N =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private final JsonObject file;

  HostileInput(String text) {
    var attacker = Multikey.encode(attackerKey.publicKey());
    file =
        json(
            text.replace("${attacker}", attacker)
                .replace("${issuerEd}", Multikey.encode(edKey.publicKey()))
                .replace("\"${attackerJwk}\"", JsonWriter.write(attackerKey.publicKey().toJson()))
                .replace("\"${issuerJwk}\"", JsonWriter.write(key.publicKey().toJson())));
    for (var published : change(file, "publish").members().entrySet()) {
      web.publish(published.getKey(), published(published.getValue()));
    }
    file.object("document").ifPresent(change -> web.publish(DOCUMENT, patched(document(), change)));
    file.object("method")
        .ifPresent(change ->
            web.publish(DOCUMENT, patchedAt(document(), "/verificationMethod/0", change)));
    file.object("list").ifPresent(change -> web.publish(LIST, jws(patched(list(bits()), change))));
    file.object("listSubject")
        .ifPresent(change ->
            web.publish(LIST, jws(patchedAt(list(bits()), "/credentialSubject", change))));
  }

  int row() {
    return number(file, "row");
  }

  JsonObject expected() {
    return file.object("expected").orElseThrow();
  }

  HttpResponse send() {
    if (file.has("jws")) {
      return post("application/vc+jwt", bytes(compact(file.object("jws").orElseThrow())));
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
                  + repeat.string("text").orElseThrow().repeat(number(repeat, "times"))
                  + repeat.string("after").orElse("")));
    }
    var body = JsonObject.EMPTY.with("verifiableCredential", at(file, "/body"));
    return post("application/json", JsonWriter.writeBytes(body));
  }

  private static int number(JsonObject object, String name) {
    return Integer.parseInt(object.number(name).map(JsonNumber::literal).orElseThrow());
  }

  private HttpResponse post(String type, byte[] body) {
    return post("POST /credentials/verify", type, body);
  }

  private String compact(JsonObject jws) {
    var header = patched(header(KID), change(jws, "header"));
    var claims = patched(unsecured(), change(jws, "payload"));
    var headerText = jws.string("headerText").orElseGet(() -> JsonWriter.write(header));
    var claimsText =
        jws.string("payloadText")
            .map(text -> text.replace("${rest}", JsonWriter.write(claims).substring(1)))
            .orElseGet(() -> JsonWriter.write(claims));
    var input =
        bytes(Base64Url.encode(bytes(headerText)) + "." + Base64Url.encode(bytes(claimsText)));
    var signature = signer.sign(key(jws.string("by").orElse("issuer")), input);
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
    var unsigned = patched(unsecured(), change(embedded, "credential"));
    var options =
        patched(
            DataIntegrity.proofOptions(Cryptosuite.of(by.publicKey().kind()), VALID_FROM, ED_KID),
            change(embedded, "options"));
    var secured = secured(unsigned, options, by);
    var proof = patched((JsonObject) at(secured, "/proof"), change(embedded, "proofAfterwards"));
    secured = secured.with("proof", proof);
    if (embedded.has("proofs")) {
      var proofs = Collections.<JsonValue>nCopies(number(embedded, "proofs"), proof);
      secured = secured.with("proof", new JsonArray(proofs));
    }
    if (embedded.has("secondProof")) {
      var second = patched(proof, change(embedded, "secondProof"));
      secured = secured.with("proof", JsonArray.of(proof, second));
    }
    return patched(secured, change(embedded, "afterwards"));
  }

  /** Without a status unless it is about that, so that a connection has one reason. */
  private JsonObject unsecured() {
    if (file.has("badge")) {
      return credential()
          .without("credentialStatus")
          .with("@context", texts(V2, OB3))
          .with("type", texts("VerifiableCredential", "OpenBadgeCredential"))
          .with("validUntil", text("2029-01-15T10:00:00Z"))
          .with(
              "credentialSubject",
              json(
                  """
                  {"id":"did:example:learner","type":["AchievementSubject"],"achievement":
                   {"id":"https://uni.example/a","type":["Achievement"],"name":"A",
                    "description":"A","criteria":{"narrative":"A"}}}
                  """))
          .with("iss", text(DID))
          .with("jti", text("https://uni.example/credentials/1"))
          .with("sub", text("did:example:learner"))
          .with("nbf", number(VALID_FROM))
          .with("exp", number(VALID_UNTIL));
    }
    var isAboutStatus = Stream.of("entry", "list", "listSubject", "publish").anyMatch(file::has);
    return isAboutStatus
        ? credential().with("credentialStatus", patched(entry(), change(file, "entry")))
        : credential().without("credentialStatus");
  }

  private SigningKey key(String name) {
    return switch (name) {
      case "issuer" -> key;
      case "issuerEd" -> edKey;
      case "attacker" -> attackerKey;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static String published(JsonValue value) {
    return value instanceof JsonString(var text) ? text : JsonWriter.write(value);
  }

  private static JsonObject change(JsonObject object, String name) {
    return object.object(name).orElse(JsonObject.EMPTY);
  }

  private static JsonObject patchedAt(JsonObject document, String pointer, JsonObject change) {
    return set(document, pointer, patched((JsonObject) at(document, pointer), change));
  }

  private static JsonObject patched(JsonObject object, JsonObject change) {
    var patched = object;
    for (var member : change.members().entrySet()) {
      patched =
          member.getValue().equals(text("${absent}"))
              ? patched.without(member.getKey())
              : patched.with(member.getKey(), member.getValue());
    }
    return patched;
  }

  private static byte[] fixed(BigInteger number) {
    var bytes = number.toByteArray();
    return Arrays.copyOfRange(bytes, bytes.length - 32, bytes.length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
