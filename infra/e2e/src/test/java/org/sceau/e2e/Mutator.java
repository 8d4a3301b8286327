package org.sceau.e2e;

import static org.sceau.e2e.Node.sample;
import static org.sceau.testing.Demo.object;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonNull;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;

/** Changes credentials at random, as an attacker, a careless issuer or a bad line would. */
final class Mutator {

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T.*");
  private static final Pattern MEMBER = Pattern.compile("\"([A-Za-z@]+)\":");
  private static final String BASE64URL =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private static final JsonObject VALUES = object(sample("mutations.json"));

  private final SplittableRandom random;

  Mutator(SplittableRandom random) {
    this.random = random;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  <T> T one(List<T> values) {
    return values.get(below(values.size()));
  }

  private String one(String... texts) {
    return texts[below(texts.length)];
  }

  private JsonString text(String... texts) {
    return new JsonString(one(texts));
  }

  /** One value of a list in {@code mutations.json}. */
  private JsonValue listed(String list) {
    return one(VALUES.list(list));
  }

  private String listedText(String list) {
    return listed(list) instanceof JsonString(var text) ? text : "";
  }

  /** One edit of a credential, of what is special about it or of anything in it. */
  JsonObject credential(JsonObject credential) {
    return switch (below(8)) {
      case 0 -> contexts(credential);
      case 1 ->
          credential.with(
              one("validFrom", "validUntil", "issuanceDate", "awardedDate"), listed("dates"));
      case 2 -> type(credential);
      case 3 -> member(credential);
      default -> anywhere(credential);
    };
  }

  /** One edit of the claims beside a credential. */
  JsonObject claims(JsonObject payload) {
    var claim = listedText("claims");
    return switch (below(3)) {
      case 0 -> payload.without(claim);
      case 1 -> payload.with(claim, listed("claimValues"));
      default -> payload.with(claim, payload.members().getOrDefault(claim, junk()));
    };
  }

  /** One edit of a JWS's protected header. */
  JsonObject header(JsonObject header) {
    return switch (below(9)) {
      case 0 -> header.with("alg", listed("algorithms"));
      case 1 -> header.with("typ", listed("headerTypes"));
      case 2 -> header.without(one("alg", "typ", "kid"));
      case 3 -> header.with("cty", text("vc", "vp", "JWT"));
      case 4 -> header.with("crit", JsonArray.ofStrings(one("exp", "b64", "x")));
      case 5 -> header.with("b64", new JsonBoolean(random.nextBoolean()));
      case 6 -> header.with(listedText("headers"), junk());
      case 7 ->
          header.with(
              "kid",
              header
                  .string("kid")
                  .<JsonValue>map(kid -> new JsonString(edited(kid)))
                  .orElseGet(this::junk));
      default -> member(header);
    };
  }

  /** One edit of the embedded proof, or proofs, of a secured credential. */
  JsonObject proof(JsonObject secured) {
    if (!(secured.get("proof") instanceof JsonObject proof)) {
      return anywhere(secured);
    }
    return switch (below(14)) {
      case 0 -> secured.without("proof");
      case 1 -> secured.with("proof", JsonArray.of(proof));
      case 2 -> secured.with("proof", JsonArray.of(proof, proof));
      case 3 -> secured.with("proof", JsonArray.of(proof, member(proof)));
      case 4 -> secured.with("proof", one(List.of(JsonArray.of(), JsonObject.EMPTY, junk())));
      case 5 -> secured.with("proof", proof.with("cryptosuite", listed("cryptosuites")));
      case 6 ->
          secured.with(
              "proof", proof.with(one("created", "expires", "noSuchTerm"), listed("dates")));
      case 7 ->
          secured.with(
              "proof", proof.with("proofPurpose", text("authentication", "assertionmethod", "")));
      case 8 -> secured.with("proof", proof.with("type", new JsonString("Ed25519Signature2020")));
      case 9 ->
          secured.with("proof", proof.with(one("domain", "challenge", "nonce", "id"), junk()));
      case 10, 11 -> secured.with("proof", string(proof, "proofValue"));
      case 12 -> secured.with("proof", string(proof, "verificationMethod"));
      default -> secured.with("proof", member(proof));
    };
  }

  /**
   * One edit of a text that holds JSON, which may no longer be JSON then, or no longer be UTF-8.
   */
  String json(String json) {
    return switch (below(10)) {
      case 0 -> "\uFEFF" + json;
      case 1 -> json + one("{}", " ", "\n", ",", "\0", "}", "//");
      case 2, 3, 4 -> twice(json);
      case 5 -> json.replaceFirst(",", one(",,", " , ", ",\n", ",/**/", ",\u00A0"));
      case 6 -> json.replaceFirst("e", one("\\\\u0065", "\\\\u0000", "\\\\ud800", "\t"));
      case 7 -> json.substring(0, below(json.length()));
      case 8 -> json.replaceFirst("([0-9]),", one("$1.0,", "$1e0,", "0$1,", "+$1,"));
      default -> edited(json);
    };
  }

  /** One edit of a compact JWS. */
  String jws(String jws) {
    var parts = jws.split("\\.", -1);
    int part = below(parts.length);
    return switch (below(11)) {
      case 0 -> jws + one(List.of(".", "=", "==", " ", "\n", "." + parts[0]));
      case 1 -> parts[0] + "." + parts[1] + ".";
      case 2 -> parts[0] + "." + parts[1];
      case 3 -> parts[1] + "." + parts[0] + "." + parts[2];
      case 4 -> jws.replace('-', '+').replace('_', '/');
      case 5 -> {
        // The last character of a part has bits that stand for nothing.
        var last = parts[part];
        parts[part] =
            last.isEmpty()
                ? last
                : last.substring(0, last.length() - 1)
                    + BASE64URL.charAt(
                        BASE64URL.indexOf(last.charAt(last.length() - 1)) ^ (1 + below(3)));
        yield String.join(".", parts);
      }
      case 6 -> {
        int at = below(jws.length());
        yield jws.substring(0, at) + one(" ", "\n", "=", ".", "%") + jws.substring(at);
      }
      default -> {
        var changed = new StringBuilder(parts[part]);
        if (!changed.isEmpty()) {
          changed.setCharAt(below(changed.length()), BASE64URL.charAt(below(BASE64URL.length())));
        }
        parts[part] = changed.toString();
        yield String.join(".", parts);
      }
    };
  }

  /** One bit the other way. */
  byte[] bit(byte[] bytes) {
    var changed = bytes.clone();
    changed[below(changed.length)] ^= (byte) (1 << below(Byte.SIZE));
    return changed;
  }

  private JsonObject contexts(JsonObject credential) {
    List<JsonValue> contexts = new ArrayList<>(credential.list("@context"));
    switch (below(6)) {
      case 0 -> contexts.add(below(contexts.size() + 1), listed("contexts"));
      case 1 -> {
        if (!contexts.isEmpty()) {
          contexts.set(below(contexts.size()), listed("contexts"));
        }
      }
      case 2 -> {
        if (!contexts.isEmpty()) {
          contexts.remove(below(contexts.size()));
        }
      }
      case 3 -> Collections.shuffle(contexts, Random.from(random));
      case 4 ->
          contexts.add(
              JsonObject.builder()
                  .put(one("@vocab", "issuer", "noSuchTerm"), "https://evil.example/")
                  .build());
      default -> {
        return contexts.isEmpty() ? credential : credential.with("@context", contexts.getFirst());
      }
    }
    return credential.with("@context", new JsonArray(contexts));
  }

  private JsonObject type(JsonObject credential) {
    List<JsonValue> types = new ArrayList<>(credential.list("type"));
    switch (below(4)) {
      case 0 -> types.add(listed("types"));
      case 1 -> Collections.reverse(types);
      case 2 -> {
        if (!types.isEmpty()) {
          types.remove(below(types.size()));
        }
      }
      default -> {
        return types.isEmpty() ? credential : credential.with("type", types.getFirst());
      }
    }
    return credential.with("type", new JsonArray(types));
  }

  /** One edit of any object or array in the document. */
  private JsonObject anywhere(JsonObject document) {
    int[] which = {below(containers(document))};
    return edit(document, which, this::container) instanceof JsonObject object ? object : document;
  }

  private JsonValue container(JsonValue container) {
    return switch (container) {
      case JsonObject object -> member(object);
      case JsonArray(var items) -> {
        List<JsonValue> changed = new ArrayList<>(items);
        if (changed.isEmpty()) {
          yield JsonArray.of(junk());
        }
        switch (below(4)) {
          case 0 -> changed.add(one(changed));
          case 1 -> changed.remove(below(changed.size()));
          case 2 -> Collections.shuffle(changed, Random.from(random));
          default -> {
            int at = below(changed.size());
            changed.set(at, value(changed.get(at)));
          }
        }
        yield new JsonArray(changed);
      }
      default -> container;
    };
  }

  /** Removes, renames, moves, adds or changes one member. */
  private JsonObject member(JsonObject object) {
    if (object.members().isEmpty()) {
      return object.with(listedText("names"), junk());
    }
    var name = one(List.copyOf(object.members().keySet()));
    return switch (below(8)) {
      case 0 -> object.without(name);
      case 1 -> renamed(object, name, listedText("names"));
      case 2 -> renamed(object, name, name + one("s", " ", "2", "\u0301"));
      case 3 -> object.with(listedText("names"), junk());
      case 4 -> {
        var names = new ArrayList<>(object.members().keySet());
        Collections.shuffle(names, Random.from(random));
        var shuffled = JsonObject.builder();
        names.forEach(each -> shuffled.put(each, object.get(each)));
        yield shuffled.build();
      }
      default -> changed(object, name, this::value);
    };
  }

  private static JsonObject renamed(JsonObject object, String name, String other) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    object.members().forEach((each, value) -> members.put(each.equals(name) ? other : each, value));
    return new JsonObject(members);
  }

  private static JsonObject changed(
      JsonObject object, String name, UnaryOperator<JsonValue> change) {
    Map<String, JsonValue> members = new LinkedHashMap<>(object.members());
    members.computeIfPresent(name, (_, value) -> change.apply(value));
    return new JsonObject(members);
  }

  private JsonObject string(JsonObject object, String name) {
    return changed(
        object,
        name,
        value -> value instanceof JsonString(var text) ? new JsonString(edited(text)) : value);
  }

  /** Another value, of the same kind or of another. */
  private JsonValue value(JsonValue value) {
    return switch (below(6)) {
      case 0 -> junk();
      case 1 -> JsonArray.of(value);
      case 2 -> JsonObject.builder().put("id", value).build();
      default ->
          switch (value) {
            case JsonString(var text) when DATE.matcher(text).matches() -> listed("dates");
            case JsonString(var text) -> new JsonString(edited(text));
            case JsonNumber(var literal) ->
                one(List.<Function<String, JsonValue>>of(
                        text -> new JsonNumber(text + "0"),
                        text -> new JsonNumber("-" + text.replace("-", "")),
                        JsonString::new))
                    .apply(literal);
            case JsonBoolean(var truth) -> new JsonBoolean(!truth);
            case JsonNull() -> junk();
            case JsonObject object -> member(object);
            case JsonArray array -> container(array);
          };
    };
  }

  private JsonValue junk() {
    return listed("junk");
  }

  private String edited(String text) {
    if (text.isEmpty()) {
      return "x";
    }
    int at = below(text.length());
    return switch (below(7)) {
      case 0 -> text.substring(0, at) + text.substring(at + 1);
      case 1 -> text.substring(0, at) + (char) (text.charAt(at) ^ 1) + text.substring(at + 1);
      case 2 -> text + one(" ", "#", "?", "/", "x", "\u00E9", "\u0000", "%41");
      case 3 -> " " + text;
      case 4 ->
          text.substring(0, at)
              + Character.toString(Character.toUpperCase(text.codePointAt(at)))
              + text.substring(at + 1);
      case 5 -> text.substring(0, at);
      default -> text.substring(0, at) + text.charAt(at) + text.substring(at);
    };
  }

  /** A member that is already there a second time, with another value before or behind it. */
  private String twice(String json) {
    var places = MEMBER.matcher(json).results().toList();
    if (places.isEmpty()) {
      return json;
    }
    var place = one(places);
    var value = one("\"https://evil.example/\"", "null", "[]", "{}", "\"x\"", "0");
    return json.substring(0, place.start())
        + place.group()
        + value
        + ","
        + json.substring(place.start());
  }

  private static int containers(JsonValue value) {
    return switch (value) {
      case JsonObject(var members) ->
          1 + members.values().stream().mapToInt(Mutator::containers).sum();
      case JsonArray(var items) -> 1 + items.stream().mapToInt(Mutator::containers).sum();
      default -> 0;
    };
  }

  private static JsonValue edit(JsonValue value, int[] which, UnaryOperator<JsonValue> change) {
    return switch (value) {
      case JsonObject(var members) -> {
        if (which[0]-- == 0) {
          yield change.apply(value);
        }
        Map<String, JsonValue> edited = new LinkedHashMap<>();
        members.forEach((name, each) -> edited.put(name, edit(each, which, change)));
        yield new JsonObject(edited);
      }
      case JsonArray(var items) -> {
        if (which[0]-- == 0) {
          yield change.apply(value);
        }
        yield new JsonArray(items.stream().map(item -> edit(item, which, change)).toList());
      }
      default -> value;
    };
  }
}
