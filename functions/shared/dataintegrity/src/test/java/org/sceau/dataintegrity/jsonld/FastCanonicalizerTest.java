package org.sceau.dataintegrity.jsonld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.dataintegrity.jsonld.Documents.json;
import static org.sceau.dataintegrity.jsonld.Documents.names;
import static org.sceau.dataintegrity.jsonld.Documents.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.dataintegrity.Canonicalizer.Canonicalization;
import org.sceau.dataintegrity.Digest;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;

/** The short way never says anything else than the long one. */
class FastCanonicalizerTest {

  private static final TitaniumCanonicalizer CANONICALIZER =
      new TitaniumCanonicalizer(new BundledContexts());

  private static final List<String> VECTORS =
      names("vectors").stream().filter(name -> !name.endsWith(".json")).toList();

  static Stream<JsonObject> published() {
    return Stream.concat(
        signed(),
        Stream.of("refused", "vc-data-model-2.0")
            .flatMap(folder ->
                names(folder).stream()
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> json(folder + "/" + name)))
            .map(file -> file.object("document").orElse(file)));
  }

  private static Stream<JsonObject> signed() {
    return VECTORS.stream()
        .map(name -> json("vectors/" + name + "/signed.json"))
        .flatMap(signed -> Stream.of(signed.without("proof"), options(signed)));
  }

  private static JsonObject options(JsonObject signed) {
    return signed
        .object("proof")
        .orElseThrow()
        .without("proofValue")
        .with("@context", Objects.requireNonNull(signed.get("@context")));
  }

  @ParameterizedTest
  @MethodSource("published")
  void aPublishedDocumentHasTheSameFormEitherWay(JsonObject document) {
    agree(document);
  }

  /** What is issued here, what others issue, and the options of their proofs. */
  @ParameterizedTest
  @ValueSource(
      strings = {"ob3", "micro-credential-eddsa-rdfc-2022", "micro-credential-ecdsa-rdfc-2019"})
  void aUsualCredentialAndItsProofGoTheShortWay(String vector) {
    var signed = json("vectors/" + vector + "/signed.json");

    assertThat(CANONICALIZER.shortWay(signed.without("proof"), Digest.SHA_256)).isPresent();
    assertThat(CANONICALIZER.shortWay(options(signed), Digest.SHA_256)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aRandomDocumentHasTheSameFormEitherWay(long seed) {
    var random = new RandomDocuments(seed);
    var models = signed().toList();

    long shortOnes =
        IntStream.range(0, 1_000)
            .filter(i -> agree(random.like(models.get(i % models.size()))))
            .count();

    assertThat(shortOnes).isGreaterThan(100);
  }

  @Test
  void objectsThatLookTheSameGoTheLongWay() {
    var twice = parse("{\"type\":\"Image\",\"caption\":\"x\"}");
    var document =
        json("vectors/micro-credential.json").with("evidence", JsonArray.of(twice, twice));

    assertThat(CANONICALIZER.shortWay(document, Digest.SHA_256)).isEmpty();
  }

  /** What takes a millisecond an object is not done for thousands of them. */
  @Test
  void aDocumentOfManyObjectsIsUndecidedUnlessItIsPlain() {
    var objects = new ArrayList<JsonValue>();
    for (int i = 0; i < 3_000; i++) {
      objects.add(parse("{\"type\":\"Evidence\",\"name\":\"" + i + "\"}"));
    }
    var plain = json("vectors/micro-credential.json").with("evidence", new JsonArray(objects));
    var other = plain.with("name", parse("{\"@value\":\"x\",\"@language\":\"fr\"}"));

    assertThat(CANONICALIZER.canonicalize(plain)).isInstanceOf(Canonicalization.Canonical.class);
    assertThat(CANONICALIZER.canonicalize(other)).isInstanceOf(Canonicalization.Unknown.class);
    assertThat(
            CANONICALIZER.canonicalize(
                other.with("evidence", new JsonArray(objects.subList(0, 900)))))
        .isInstanceOf(Canonicalization.Canonical.class);
  }

  @Test
  void combinationsOfTypesWithoutEndAreNotKept() {
    String[] types = {
      "Alignment", "Image", "Result", "Address", "Criteria",
      "Evidence", "IdentityObject", "Profile", "Rubric", "GeoCoordinates"
    };
    var model = json("vectors/micro-credential.json");
    for (int subset = 1; subset < 1 << types.length; subset++) {
      var some = new ArrayList<JsonValue>();
      for (int i = 0; i < types.length; i++) {
        if ((subset & 1 << i) != 0) {
          some.add(new JsonString(types[i]));
        }
      }
      var document =
          model.with("evidence", JsonObject.builder().put("type", new JsonArray(some)).build());
      if (subset % 50 == 0) {
        agree(document);
      } else {
        var _ = CANONICALIZER.shortWay(document, Digest.SHA_256);
      }
      assertThat(CANONICALIZER.scopes()).isLessThanOrEqualTo(TermScopes.MOST);
    }
  }

  /** Whether the document went the short way, which the long way then has to confirm. */
  private static boolean agree(JsonObject document) {
    for (var digest : Digest.values()) {
      var shortWay = CANONICALIZER.shortWay(document, digest);
      if (shortWay.isEmpty()) {
        return false;
      }
      assertThat(CANONICALIZER.longWay(document, digest))
          .as(() -> JsonWriter.write(document))
          .isEqualTo(new Canonicalization.Canonical(shortWay.get()));
    }
    return true;
  }
}
