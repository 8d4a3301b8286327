package org.sceau.issuance;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sceau.jose.Sha256;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.Violation;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.ValidityPeriod;
import org.sceau.records.status.Position;

/** Plans a credential that its issuer built, and completes it. */
record BuiltPlan(Drafting drafting, Issuer issuer, IssueCredential request, Instant now)
    implements CredentialPlan {

  private static final String AT = "/credential";

  /** The members that issuing writes itself or moves. */
  private static final Set<String> COMPLETED =
      Set.of("@context", "id", "type", "issuer", "validFrom", "validUntil");

  @Override
  public @Nullable String awardKey() {
    var key = request.idempotencyKey();
    return key == null ? null : AwardPlan.awardKey(key, 0);
  }

  @Override
  public String requestSha256() {
    return Sha256.hex(request.request());
  }

  @Override
  public Optional<Issuance.Result> refusal() {
    var until = request.built().validUntil();
    return until == null || until.isAfter(from())
        ? Optional.empty()
        : Optional.of(
            new Issuance.Result.Invalid(
                List.of(
                    new Violation(
                        AT + "/validUntil", "Give a time after the beginning, " + from()))));
  }

  private Instant from() {
    var from = request.built().validFrom();
    return from == null ? now : from;
  }

  @Override
  public Draft draft(Position position) {
    var id = CredentialId.random(drafting.random());
    var validity = new ValidityPeriod(from(), request.built().validUntil());
    var credential = complete(id, validity, position);
    return new Draft(
        id, null, 0, validity, position, drafting.sealer().prepare(credential, issuer, now));
  }

  private JsonObject complete(CredentialId id, ValidityPeriod validity, Position position) {
    var deployment = drafting.deployment();
    var built = request.built();
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
            .put("validFrom", asSaid("validFrom", validity.validFrom()))
            .put("validUntil", until == null ? null : asSaid("validUntil", until));
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
  private JsonValue asSaid(String name, Instant time) {
    var said = request.built().content().get(name);
    return said == null ? new JsonString(time.toString()) : said;
  }

  /**
   * Adds an id to the subject, which the JWT needs; a random one reveals nothing about the person.
   */
  private JsonObject subject(JsonObject content) {
    var subject = content.object("credentialSubject").orElse(JsonObject.EMPTY);
    return subject.has("id")
        ? subject
        : subject.with("id", new JsonString("urn:uuid:" + OpenBadge.randomUuid(drafting.random())));
  }

  @Override
  public List<Violation> violations(Draft draft) {
    var credential = draft.prepared().unsecured();
    var built = request.built();
    return Stream.of(
            drafting.rules().violations(credential).stream(),
            draft.prepared().refusal().stream().map(reason -> new Violation("", reason)),
            ContentRules.in(built.content(), built.isOpenBadge()).stream(),
            built.isOpenBadge()
                ? drafting.schema().violations(credential).stream()
                : Stream.<Violation>empty())
        .flatMap(found -> found)
        .map(violation -> new Violation(AT + violation.path(), violation.message()))
        .toList();
  }
}
