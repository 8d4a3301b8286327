package org.sceau.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.e2e.Node.CONTEXTS;
import static org.sceau.testing.Demo.DEPLOYMENT;
import static org.sceau.testing.Demo.ISSUER;
import static org.sceau.testing.Demo.NOW;
import static org.sceau.testing.Demo.object;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sceau.dataintegrity.Cryptosuite;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.dataintegrity.jsonld.TitaniumCanonicalizer;
import org.sceau.functions.verify.VerifyHandler;
import org.sceau.issuance.AwardAchievement;
import org.sceau.issuance.AwardAchievementRequest;
import org.sceau.issuance.AwardRate;
import org.sceau.issuance.Issuance;
import org.sceau.jose.KeyKind;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import org.sceau.openbadges.AchievementForm;
import org.sceau.openbadges.schema.NetworkntOpenBadgeSchema;
import org.sceau.records.catalog.Achievement;
import org.sceau.records.catalog.AchievementId;
import org.sceau.records.catalog.DidDocument;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.credential.SecuredCredential;
import org.sceau.records.status.StatusListHead;
import org.sceau.records.status.StatusListId;
import org.sceau.records.status.StatusPurpose;
import org.sceau.signing.Sealer;
import org.sceau.statuslist.Positions;
import org.sceau.testing.Demo;
import org.sceau.testing.MemoryCatalog;
import org.sceau.testing.MemoryRecords;
import org.sceau.testing.MemorySigner;
import org.sceau.verification.Fetcher;

/**
 * Achievements and awards with every field that there may be: each becomes a credential that the
 * schema of Open Badges 3.0, JSON-LD safe mode, npm {@code jose}, {@code @digitalbazaar/vc}, {@code
 * @digitalcredentials/verifier-core} and this verifier take, and that all of them refuse once a bit
 * is changed. {@code -Dsceau.badges=1 -Dsceau.seed=SEED} shows one again; {@code -Pnightly} draws a
 * thousand.
 */
@Needs(Equipment.NODE)
class EveryFieldTest {

  private static final int BADGES = Integer.getInteger("sceau.badges", 100);
  private static final long SEED = Long.getLong("sceau.seed", 20_260_115);

  private static final String SCHEMA_FILE = "ob_v3p0_achievementcredential_schema.json";
  private static final String SCHEMA =
      "https://purl.imsglobal.org/spec/ob/v3p0/schema/json-ld/" + SCHEMA_FILE;
  private static final Path SHARED = Path.of("../../functions/shared");

  /** The classes whose fields are drawn. */
  private static final Set<String> CLASSES =
      Set.of(
          """
          AchievementSubject Achievement Address Alignment Evidence GeoCoordinates IdentifierEntry
          IdentityObject Image Profile Related Result ResultDescription RubricCriterionLevel\
          """
              .split("\\s+"));

  /** Fields that no award sets: see the reasons in {@code AwardAchievementRequest}. */
  private static final Set<String> NOT_TAKEN = Set.of("endorsement", "endorsementJwt");

  private final TitaniumCanonicalizer canonicalizer =
      new TitaniumCanonicalizer(new BundledContexts());
  private final DataIntegrity integrity = new DataIntegrity(canonicalizer, () -> NOW);
  private final NetworkntOpenBadgeSchema schema = new NetworkntOpenBadgeSchema();
  private final MemorySigner signer = new MemorySigner();
  private final MemoryRecords records = new MemoryRecords();
  private final MemoryCatalog catalog = new MemoryCatalog();
  private final Issuer issuer = Demo.issuer(signer);
  private final Map<String, Set<String>> drawn = new TreeMap<>();

  /** The names of Open Badges' classes. */
  private final Set<String> classes;

  @TempDir private Path folder;

  EveryFieldTest() throws IOException {
    classes = schemaDocument().object("$defs").orElseThrow().members().keySet();
  }

  @Test
  void everyBadgeIsVerifiedByAllAndByNoneWithABitChanged() throws IOException {
    catalog.put(issuer);
    var random = new SecureRandom();
    var positions = new Positions(records, random, () -> NOW, StatusListHead.DEFAULT_CAPACITY);
    positions.openFirst(ISSUER);
    records.publishFirst();
    var issuance =
        new Issuance(
            DEPLOYMENT,
            records,
            positions,
            AwardRate.unlimited(),
            _ -> List.of(),
            schema,
            new Sealer(DEPLOYMENT, integrity, signer),
            random,
            () -> NOW);
    var documents = Files.writeString(folder.resolve("documents.json"), documents()).toString();
    var verifier =
        TwoIssuers.verifier(
            catalog,
            records,
            canonicalizer,
            _ -> new Fetcher.Fetch.NotFetched(Fetcher.Reason.UNAVAILABLE),
            NOW);
    var mistakes = new ArrayList<String>();
    var node = Node.open();
    var given = List.of("--contexts", CONTEXTS, "--documents", documents);
    try (var others = node.converse("judge.mjs", given, "--now", "2026-01-15T10:00:01Z");
        var core = node.converse("judge-core.mjs", given)) {
      for (int i = 0; i < BADGES; i++) {
        long seed = SEED + i;
        var draw = new SplittableRandom(seed);
        var secured = award(issuance, new RandomBadges(draw), seed);
        var badge = object(secured.embedded());
        assertThat(schema.violations(badge)).isEmpty();
        gather(badge);
        var embedded = secured.embedded().getBytes(UTF_8);
        var changedProof = bitOfEmbeddedChanged(embedded, draw);
        var changedJwt = bitOfJwtChanged(secured.jwt(), draw);
        var jwts = new Pair(secured.jwt().getBytes(UTF_8), changedJwt);
        var proofs = new Pair(embedded, changedProof);
        Stream.of(
                jwts.mistakes("jose", bytes -> others.problems("jwt", bytes)),
                proofs.mistakes("vc", bytes -> others.problems("embedded", bytes)),
                proofs.mistakes("verifier-core", bytes -> core.problems("embedded", bytes)),
                jwts.mistakes("Sceau", bytes -> ours(verifier, "application/vc+jwt", bytes)),
                proofs.mistakes("Sceau", bytes -> ours(verifier, "application/vc", bytes)))
            .flatMap(List::stream)
            .map(mistake ->
                "-Dsceau.badges=1 -Dsceau.seed=%d: %s%n%s%n%s"
                    .formatted(
                        seed, mistake, secured.embedded(), difference(embedded, changedProof)))
            .forEach(mistakes::add);
      }
    }
    System.out.printf("%,d badges with every field, from seed %d%n", BADGES, SEED);
    assertThat(mistakes).isEmpty();
    if (BADGES >= 100) {
      assertThat(undrawn()).as("fields of the schema that no badge had").isEmpty();
    }
  }

  /** A good credential, and the same with a bit changed. */
  private record Pair(byte[] good, byte[] changed) {

    /** What the judge is mistaken about: it has problems with the changed one and no other. */
    List<String> mistakes(String judge, Function<byte[], List<String>> problems) {
      var mistakes = new ArrayList<String>();
      var ofGood = problems.apply(good);
      if (!ofGood.isEmpty()) {
        mistakes.add(judge + " on a good one: " + ofGood);
      }
      if (problems.apply(changed).isEmpty()) {
        mistakes.add(judge + " verifies a changed one");
      }
      return mistakes;
    }
  }

  private SecuredCredential award(Issuance issuance, RandomBadges badges, long seed) {
    var id = new AchievementId("a" + seed);
    var body = badges.achievement();
    var fields = new FieldReader(body);
    var form = AchievementForm.read(fields, DEPLOYMENT.achievementUrl(id));
    fields.done();
    assertThat(fields.violations()).as("seed %d: %s", seed, body).isEmpty();
    var achievement = new Achievement(id, ISSUER, form.content(), form.validity(), 1);
    var wanted = badges.award(body);
    var awardFields = new FieldReader(wanted);
    var award = AwardAchievementRequest.read(awardFields, achievement, NOW);
    awardFields.done();
    assertThat(awardFields.violations()).as("seed %d: %s", seed, wanted).isEmpty();
    var result =
        issuance.issue(
            issuer,
            new AwardAchievement(
                achievement, award, new AwardAchievement.Identity(null, new byte[0])));
    assertThat(result).as("seed %d", seed).isInstanceOf(Issuance.Result.Issued.class);
    return ((Issuance.Result.Issued) result).credentials().getFirst().secured();
  }

  /** One bit of any byte. */
  private static byte[] bitChanged(byte[] bytes, SplittableRandom random) {
    var changed = bytes.clone();
    changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    return changed;
  }

  /** One bit that means something in JSON-LD. */
  private byte[] bitOfEmbeddedChanged(byte[] embedded, SplittableRandom random) {
    byte[] changed;
    do {
      changed = bitChanged(embedded, random);
    } while (isOfACaseThatDoesNotMatter(embedded, changed));
    return changed;
  }

  /**
   * A context's host in other letters, great or small, is the same address, and RDF keeps nothing
   * of a context but its terms; of these Open Badges has a class and a property by one name, as
   * {@code Criteria} and {@code criteria}, that differ in the first letter and mean one IRI.
   */
  private boolean isOfACaseThatDoesNotMatter(byte[] embedded, byte[] changed) {
    int at = Arrays.mismatch(embedded, changed);
    if ((embedded[at] ^ changed[at]) != ' ' || !Character.isLetter(embedded[at])) {
      return false;
    }
    var text = new String(embedded, ISO_8859_1);
    int end = text.indexOf('"', at);
    return at < text.indexOf(']')
        || (text.charAt(at - 1) == '"'
            && text.charAt(end + 1) == ':'
            && classes.contains(
                Character.toUpperCase(text.charAt(at)) + text.substring(at + 1, end)));
  }

  private static String difference(byte[] embedded, byte[] changed) {
    int at = Arrays.mismatch(embedded, changed);
    int from = Math.max(0, at - 30);
    return "embedded, at %d: %s"
        .formatted(at, new String(changed, from, Math.min(60, changed.length - from), UTF_8));
  }

  /** One bit of what a part stands for, since not every bit of base64url stands for something. */
  private static byte[] bitOfJwtChanged(String jwt, SplittableRandom random) {
    var parts = jwt.split("\\.", -1);
    int part = random.nextInt(parts.length);
    parts[part] =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(bitChanged(Base64.getUrlDecoder().decode(parts[part]), random));
    return String.join(".", parts).getBytes(UTF_8);
  }

  private static List<String> ours(VerifyHandler verifier, String contentType, byte[] bytes) {
    var answer = TwoIssuers.verify(verifier, contentType, bytes);
    return answer.status() == 200 ? List.of() : List.of(new String(answer.body(), UTF_8));
  }

  /** All that others may ask for: the issuer's document, its list, and the schema. */
  private String documents() throws IOException {
    var did = DEPLOYMENT.webDid(ISSUER);
    var list = DEPLOYMENT.statusListUrl(new StatusListId(ISSUER, StatusPurpose.REVOCATION, 1));
    return JsonWriter.write(
        new JsonObject(
            Map.of(
                "https://sceau.example/issuers/demo/did.json",
                DidDocument.of(issuer, did),
                list,
                list(list, did),
                SCHEMA,
                schemaDocument())));
  }

  private static JsonObject schemaDocument() throws IOException {
    return object(
        Files.readString(
            SHARED
                .resolve("openbadges/src/main/resources/org/sceau/openbadges/schema")
                .resolve(SCHEMA_FILE)));
  }

  /** Valid for long, since one of the libraries reads the machine's clock. */
  private JsonObject list(String url, String did) {
    var list = TwoIssuers.list(url, did, Instant.parse("2099-01-01T00:00:00Z"));
    var key = issuer.signingKey(KeyKind.ED25519).orElseThrow();
    var options =
        DataIntegrity.proofOptions(
            Cryptosuite.of(KeyKind.ED25519), NOW, DidDocument.multikeyMethod(did, key));
    return switch (integrity.hashData(list, options)) {
      case DataIntegrity.Hashing.Hashed(var bytes) ->
          DataIntegrity.attach(list, options, signer.sign(key, bytes));
      case DataIntegrity.Hashing.Refused(var reason) -> throw new AssertionError(reason);
    };
  }

  /** Notes which fields the objects of each class have. */
  private void gather(JsonValue value) {
    switch (value) {
      case JsonObject object -> {
        for (var type : object.list("type")) {
          if (type instanceof JsonString(var name)) {
            drawn.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(object.members().keySet());
          }
        }
        object.members().values().forEach(this::gather);
      }
      case JsonArray(var items) -> items.forEach(this::gather);
      default -> {
        // Nothing is in it.
      }
    }
  }

  /** Of each class that was met the fields in the schema that none had. */
  private Map<String, Set<String>> undrawn() throws IOException {
    Map<String, Set<String>> missing = new HashMap<>();
    var classes = schemaDocument().object("$defs").orElseThrow();
    for (var name : CLASSES) {
      var fields =
          new TreeSet<>(
              classes
                  .object(name)
                  .flatMap(definition -> definition.object("properties"))
                  .orElseThrow()
                  .members()
                  .keySet());
      fields.removeAll(drawn.getOrDefault(name, Set.of()));
      fields.removeAll(NOT_TAKEN);
      if (!fields.isEmpty()) {
        missing.put(name, fields);
      }
    }
    return missing;
  }
}
