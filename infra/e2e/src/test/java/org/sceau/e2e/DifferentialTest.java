package org.sceau.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.e2e.Node.CONTEXTS;
import static org.sceau.e2e.Node.sample;
import static org.sceau.testing.Demo.object;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sceau.e2e.TwoIssuers.Who;
import org.sceau.jose.KeyKind;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonWriter;

/**
 * Changed credentials, some before they are signed and some after, are shown to this verifier, to
 * npm {@code jose} and to {@code @digitalbazaar/vc}. What is verified here and nowhere else is
 * explained by a {@link Leniency}, or a bug. Each is told by its seed: {@code -Dsceau.seed=SEED
 * -Dsceau.mutants=1} shows one again. {@code -Pnightly} shows ten thousand.
 */
@Needs(Equipment.NODE)
class DifferentialTest {

  private static final int MUTANTS = Integer.getInteger("sceau.mutants", 1_000);
  private static final long SEED = Long.getLong("sceau.seed", 20_260_115);

  /** What is taken here and refused there, with the reason. */
  private enum Leniency {
    /**
     * The claim repeats what the issuer of the credential says, and may be left out (VC-JOSE-COSE,
     * section 3.1.3); one that says something else is refused.
     */
    NO_ISS(Form.JWT, "missing required \"iss\" claim", "(?s)^(?!.*\"iss\":)"),
    /**
     * {@code typ} is not required (VC-JOSE-COSE, section 3.1.1), and badges of Open Badges 3.0 have
     * {@code JWT}; what is read must be a credential all the same.
     */
    TYP_OPTIONAL(
        Form.JWT,
        "unexpected \"typ\" JWT header",
        "(?is)^(?!.*\"typ\":)|\"typ\":\"(application/)?(vc\\+)?jwt\""),
    /** The {@code kid} is a hint (RFC 7515, section 4.1.4): the issuer's own keys are tried. */
    KID_OPTIONAL(
        Form.JWT, "kid is not a DID URL", "(?s)^(?!.*\"kid\":\"did:web:uni.example#.*\\{)"),
    /** Editors write a byte order mark before UTF-8; it is no part of the document. */
    BYTE_ORDER_MARK(Form.EMBEDDED, "is not valid JSON", "^\uFEFF");

    private final Form form;
    private final String theirReason;
    private final String mutant;

    /**
     * One that holds for credentials of a form.
     *
     * @param theirReason what they say against it
     * @param mutant what is in it
     */
    Leniency(Form form, String theirReason, String mutant) {
      this.form = form;
      this.theirReason = theirReason;
      this.mutant = mutant;
    }

    boolean explains(Mutant shown, List<String> reasons) {
      return shown.form() == form
          && Pattern.compile(theirReason).matcher(String.join("\n", reasons)).find()
          && Pattern.compile(mutant).matcher(shown.text()).find();
    }
  }

  private enum Form {
    JWT("jwt", "application/vc+jwt"),
    EMBEDDED("embedded", "application/vc");

    private final String script;
    private final String contentType;

    Form(String script, String contentType) {
      this.script = script;
      this.contentType = contentType;
    }
  }

  private record Mutant(Form form, byte[] bytes) {

    Mutant(Form form, String text) {
      this(form, text.getBytes(StandardCharsets.UTF_8));
    }

    /** As a person reads it: of a JWT, header and payload. */
    String text() {
      var text = new String(bytes, StandardCharsets.UTF_8);
      if (form == Form.EMBEDDED) {
        return text;
      }
      return Arrays.stream(text.strip().split("\\.", -1))
          .limit(2)
          .map(part -> new String(decoded(part), StandardCharsets.UTF_8))
          .reduce("", (first, second) -> first + "\n" + second);
    }

    private static byte[] decoded(String part) {
      try {
        return Base64.getUrlDecoder().decode(part);
      } catch (IllegalArgumentException _) {
        return part.getBytes(StandardCharsets.UTF_8);
      }
    }
  }

  /** What other libraries do not look at. */
  private static final Set<String> NO_PROBLEM_OF_OTHERS =
      Set.of("STATUS_NOT_RETRIEVED", "ISSUER_NOT_CONFIRMED", "NAMES_NOBODY");

  private final TwoIssuers issuers =
      new TwoIssuers(
          Map.of("https://issuer.example/.well-known/did.json", object(sample("did.json"))));
  private final Map<Form, List<String>> samples = samples();

  @TempDir private Path folder;

  @Test
  void whatIsVerifiedHereIsVerifiedByOthersOrItIsKnownWhyNot() throws IOException {
    var documents = folder.resolve("documents.json");
    Files.writeString(documents, JsonWriter.write(issuers.published()));
    var verified = new int[2];
    Map<String, Integer> strictness = new TreeMap<>();
    Map<Leniency, Integer> leniencies = new EnumMap<>(Leniency.class);
    List<String> unexplained = new ArrayList<>();
    try (var others =
        Node.open()
            .converse(
                "judge.mjs",
                List.of("--contexts", CONTEXTS, "--documents", documents.toString()),
                "--now",
                TwoIssuers.NOW.toString())) {
      for (var form : Form.values()) {
        for (var sample : samples(form)) {
          var unchanged = new Mutant(form, sample);
          assertThat(problem(unchanged)).as(unchanged.text()).isEmpty();
          assertThat(others.problems(form.script, unchanged.bytes()))
              .as(unchanged.text())
              .isEmpty();
        }
      }
      for (int i = 0; i < MUTANTS; i++) {
        var mutant = mutant(new Mutator(new SplittableRandom(SEED + i)));
        var ours = problem(mutant);
        var theirs = others.problems(mutant.form().script, mutant.bytes());
        if (ours.isEmpty()) {
          verified[0]++;
        }
        if (theirs.isEmpty()) {
          verified[1]++;
          ours.ifPresent(
              problem -> strictness.merge(mutant.form() + " " + problem, 1, Integer::sum));
        } else if (ours.isEmpty()) {
          var leniency =
              Arrays.stream(Leniency.values())
                  .filter(each -> each.explains(mutant, theirs))
                  .findFirst();
          leniency.ifPresent(each -> leniencies.merge(each, 1, Integer::sum));
          if (leniency.isEmpty()) {
            unexplained.add(
                "-Dsceau.mutants=1 -Dsceau.seed=%d: they say %s of %s"
                    .formatted(SEED + i, theirs, mutant.text()));
          }
        }
      }
    }
    System.out.printf(
        "%,d changed credentials from seed %d: verified here %,d, by others %,d%n",
        MUTANTS, SEED, verified[0], verified[1]);
    leniencies.forEach(
        (leniency, count) -> System.out.printf("  here alone, %s: %,d%n", leniency, count));
    strictness.forEach(
        (problem, count) -> System.out.printf("  by others alone, %s: %,d%n", problem, count));
    assertThat(unexplained).isEmpty();
  }

  /**
   * Why it is not verified here; empty if it is. Others are not asked about lists, so that one that
   * is out of reach does not count.
   */
  private Optional<String> problem(Mutant mutant) {
    var answer = issuers.verify(mutant.form().contentType, mutant.bytes());
    var text = new String(answer.body(), StandardCharsets.UTF_8);
    if (answer.status() == 200) {
      return Optional.empty();
    }
    assertThat(answer.status()).as("%s of %s", text, mutant.text()).isBetween(400, 499);
    var report = object(text);
    var problems = report.list("problemDetails").stream().map(JsonObject.class::cast).toList();
    if (problems.isEmpty()) {
      return Optional.of(report.string("detail").orElse(text));
    }
    return problems.stream()
        .filter(problem -> !NO_PROBLEM_OF_OTHERS.contains(problem.string("code").orElse("")))
        .findFirst()
        .map(problem ->
            problem.string("code").orElse("") + ": " + problem.string("reason").orElse(""))
        .map(words -> words.replaceAll("\".*\"|\\d+", "…"));
  }

  private Mutant mutant(Mutator mutator) {
    return switch (mutator.below(10)) {
      case 0, 1, 2 -> signedJwt(mutator);
      case 3, 4, 5, 6 -> signedProof(mutator);
      case 7, 8 -> {
        var embedded = object(mutator.one(samples(Form.EMBEDDED)));
        yield textually(
            mutator,
            mutator.below(3) == 0 ? mutator.credential(embedded) : mutator.proof(embedded));
      }
      default -> {
        var jws = mutator.one(samples(Form.JWT));
        yield mutator.below(4) == 0
            ? new Mutant(Form.JWT, mutator.bit(jws.getBytes(StandardCharsets.UTF_8)))
            : new Mutant(Form.JWT, mutator.jws(jws));
      }
    };
  }

  /** A JWT that its issuer signed with whatever is wrong in it. */
  private Mutant signedJwt(Mutator mutator) {
    var who = mutator.one(List.of(Who.values()));
    var credential = unsigned(mutator, who);
    var header = issuers.header(who);
    var payload = TwoIssuers.claims(credential);
    for (int edits = mutator.below(2); edits >= 0; edits--) {
      switch (mutator.below(5)) {
        case 0 -> header = mutator.header(header);
        case 1 -> payload = mutator.claims(payload);
        case 2 -> payload = TwoIssuers.claims(mutator.credential(credential));
        default -> payload = mutator.credential(payload);
      }
    }
    var text = JsonWriter.write(payload);
    var signed = mutator.below(6) == 0 ? mutator.json(text) : text;
    return new Mutant(Form.JWT, issuers.jws(who, header, signed.getBytes(StandardCharsets.UTF_8)));
  }

  /** A credential with a proof that its issuer made over whatever is wrong in it. */
  private Mutant signedProof(Mutator mutator) {
    var who = mutator.one(List.of(Who.values()));
    var unchanged = unsigned(mutator, who);
    var changed = unchanged;
    for (int edits = mutator.below(2); edits >= 0; edits--) {
      changed = mutator.credential(changed);
    }
    var kind = mutator.one(List.of(KeyKind.P256, KeyKind.ED25519));
    var signed =
        issuers
            .embedded(who, changed, kind)
            .or(() -> issuers.embedded(who, unchanged, kind))
            .orElseThrow();
    return mutator.below(4) == 0
        ? textually(mutator, signed)
        : new Mutant(Form.EMBEDDED, JsonWriter.write(signed));
  }

  private Mutant textually(Mutator mutator, JsonObject document) {
    var text = JsonWriter.write(document);
    return switch (mutator.below(4)) {
      case 0 -> new Mutant(Form.EMBEDDED, mutator.json(text));
      case 1 -> new Mutant(Form.EMBEDDED, mutator.bit(text.getBytes(StandardCharsets.UTF_8)));
      default -> new Mutant(Form.EMBEDDED, text);
    };
  }

  private JsonObject unsigned(Mutator mutator, Who who) {
    return who == Who.ELSEWHERE && mutator.below(2) == 0
        ? issuers.smallCredential()
        : issuers.credential(who);
  }

  private List<String> samples(Form form) {
    return Optional.ofNullable(samples.get(form)).orElseThrow();
  }

  /** Ours, and others' from files. */
  private Map<Form, List<String>> samples() {
    List<String> jwts = new ArrayList<>(List.of(sample("microcredential.jwt")));
    List<String> embedded =
        new ArrayList<>(
            List.of(sample("microcredential.eddsa.json"), sample("microcredential.ecdsa.json")));
    for (var who : Who.values()) {
      jwts.add(
          issuers.jws(
              who,
              issuers.header(who),
              JsonWriter.writeBytes(TwoIssuers.claims(issuers.credential(who)))));
      for (var kind : List.of(KeyKind.P256, KeyKind.ED25519)) {
        embedded.add(
            JsonWriter.write(issuers.embedded(who, issuers.credential(who), kind).orElseThrow()));
      }
    }
    embedded.add(
        JsonWriter.write(
            issuers
                .embedded(Who.ELSEWHERE, issuers.smallCredential(), KeyKind.ED25519)
                .orElseThrow()));
    return Map.of(Form.JWT, jwts, Form.EMBEDDED, embedded);
  }
}
