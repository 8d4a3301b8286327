package org.sceau.issuance;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sceau.jose.Sha256;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.Violation;
import org.sceau.openbadges.OpenBadgeSchema;
import org.sceau.records.Deployment;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.CredentialRecord;
import org.sceau.records.credential.CredentialStore;
import org.sceau.records.credential.ErasedCredential;
import org.sceau.records.credential.IssuedCredential;
import org.sceau.records.credential.ValidityPeriod;
import org.sceau.records.status.Position;
import org.sceau.signing.Sealer;
import org.sceau.statuslist.Positions;

/**
 * Issues a credential that its issuer built, with the same steps as an award: the credential is
 * completed, checked, signed in both forms, verified and recorded before it is returned. A repeated
 * request with the same idempotency key returns the same bytes.
 */
public final class IssueCredential {

  private static final String AT = "/credential";

  /** The members that issuing writes itself or moves. */
  private static final Set<String> COMPLETED =
      Set.of("@context", "id", "type", "issuer", "validFrom", "validUntil");

  private final Deployment deployment;
  private final CredentialStore credentials;
  private final Positions positions;
  private final AwardRate rate;
  private final CredentialRules rules;
  private final OpenBadgeSchema schema;
  private final Sealer sealer;
  private final Recorder recorder;
  private final SecureRandom random;
  private final InstantSource clock;

  /** The result of issuing a credential. */
  public sealed interface Result {

    /** The credential is recorded. */
    record Issued(IssuedCredential credential) implements Result {}

    /** The idempotency key was used before for another request. */
    record KeyReused() implements Result {}

    /** The credential was issued before and erased since: it is not issued again. */
    record Erased() implements Result {}

    /**
     * The issuer has reached its rate limit. Nothing was signed or stored.
     *
     * @param patience the time after which this request may succeed
     */
    record TooFast(Duration patience) implements Result {}

    /** The request cannot become a valid credential. Nothing was signed or stored. */
    record Unsealable(List<Violation> violations) implements Result {

      public Unsealable {
        violations = List.copyOf(violations);
      }
    }
  }

  public IssueCredential(
      Deployment deployment,
      CredentialStore credentials,
      Positions positions,
      AwardRate rate,
      CredentialRules rules,
      OpenBadgeSchema schema,
      Sealer sealer,
      SecureRandom random,
      InstantSource clock) {
    this.deployment = deployment;
    this.credentials = credentials;
    this.positions = positions;
    this.rate = rate;
    this.rules = rules;
    this.schema = schema;
    this.sealer = sealer;
    this.recorder = new Recorder(credentials, positions, sealer);
    this.random = random;
    this.clock = clock;
  }

  /**
   * Issues the credential.
   *
   * @param idempotencyKey of the caller; {@code null} if every request issues a new credential
   * @param request the bytes that identify the request
   * @throws org.sceau.records.status.NoOpenListException if no list has room for it, which is
   *     temporary
   */
  public Result issue(
      Issuer issuer,
      IssueCredentialRequest built,
      @Nullable String idempotencyKey,
      byte[] request) {
    var awardKey = idempotencyKey == null ? null : AwardAchievement.awardKey(idempotencyKey, 0);
    var requestSha256 = Sha256.hex(request);
    var earlier = awardKey == null ? null : credentials.award(issuer.id(), awardKey).orElse(null);
    if (earlier != null) {
      return earlier.requestSha256().equals(requestSha256)
          ? result(recorder.read(earlier.credential()))
          : new Result.KeyReused();
    }
    var from =
        built.validFrom() != null
            ? built.validFrom()
            : clock.instant().truncatedTo(ChronoUnit.SECONDS);
    if (built.validUntil() != null && !built.validUntil().isAfter(from)) {
      return new Result.Unsealable(
          List.of(new Violation(AT + "/validUntil", "Give a time after the beginning, " + from)));
    }
    var wait = rate.take(issuer.id(), 1, clock.instant());
    if (wait.isPresent()) {
      return new Result.TooFast(wait.get());
    }
    var draft = draft(issuer, built, from, positions.next(issuer.id(), 1).getFirst());
    var violations = violations(built, draft);
    if (!violations.isEmpty()) {
      return new Result.Unsealable(violations);
    }
    return recorder
        .record(
            issuer.id(),
            draft,
            awardKey,
            requestSha256,
            position -> draft(issuer, built, from, position))
        .map(IssueCredential::result)
        .orElseGet(Result.KeyReused::new);
  }

  private static Result result(CredentialRecord record) {
    return switch (record) {
      case IssuedCredential issued -> new Result.Issued(issued);
      case ErasedCredential _ -> new Result.Erased();
    };
  }

  private Draft draft(
      Issuer issuer, IssueCredentialRequest built, Instant from, Position position) {
    var id = CredentialId.random(random);
    var validity = new ValidityPeriod(from, built.validUntil());
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return new Draft(
        id,
        null,
        0,
        validity,
        position,
        sealer.prepare(complete(id, issuer, built, validity, position), issuer, now));
  }

  private JsonObject complete(
      CredentialId id,
      Issuer issuer,
      IssueCredentialRequest built,
      ValidityPeriod validity,
      Position position) {
    var did = deployment.did(issuer);
    var said = built.content().get("issuer");
    var own = built.content().get("id");
    var until = validity.validUntil();
    var credential =
        JsonObject.builder()
            .put("@context", built.contexts())
            .put("id", own == null ? new JsonString(deployment.credentialUrl(id)) : own)
            .put("type", built.content().get("type"))
            .put(
                "issuer",
                built.isOpenBadge()
                    ? issuer.profile().toJson(did)
                    : said == null ? new JsonString(did) : said)
            .put("validFrom", asSaid("validFrom", built, validity.validFrom()))
            .put("validUntil", until == null ? null : asSaid("validUntil", built, until));
    built.content().withoutAll(COMPLETED).members().forEach(credential::put);
    credential.put(
        "credentialStatus",
        OpenBadge.status(deployment, position, own == null ? null : deployment.statusUrl(id)));
    if (built.isOpenBadge()) {
      credential
          .put("credentialSubject", subject(built.content()))
          .put("credentialSchema", JsonArray.of(OpenBadge.schema()));
    }
    return credential.build();
  }

  /** Returns the time as the issuer wrote it, if present. */
  private static JsonValue asSaid(String name, IssueCredentialRequest built, Instant time) {
    var said = built.content().get(name);
    return said == null ? new JsonString(time.toString()) : said;
  }

  /**
   * Adds an id to the subject, which the JWT needs; a random one reveals nothing about the person.
   */
  private JsonObject subject(JsonObject content) {
    var subject = content.object("credentialSubject").orElse(JsonObject.EMPTY);
    return subject.has("id")
        ? subject
        : subject.with("id", new JsonString("urn:uuid:" + OpenBadge.randomUuid(random)));
  }

  private List<Violation> violations(IssueCredentialRequest built, Draft draft) {
    var violations = new ArrayList<Violation>();
    var credential = draft.prepared().unsecured();
    for (var violation : rules.violations(credential)) {
      violations.add(new Violation(AT + violation.path(), violation.message()));
    }
    draft.prepared().refusal().ifPresent(reason -> violations.add(new Violation(AT, reason)));
    for (var violation : ContentRules.in(built.content(), built.isOpenBadge())) {
      violations.add(new Violation(AT + violation.path(), violation.message()));
    }
    if (built.isOpenBadge()) {
      for (var violation : schema.violations(credential)) {
        violations.add(new Violation(AT + violation.path(), violation.message()));
      }
    }
    return violations;
  }
}
