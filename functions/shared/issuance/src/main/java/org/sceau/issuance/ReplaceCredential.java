package org.sceau.issuance;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sceau.dataintegrity.DateTimes;
import org.sceau.jose.Sha256;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.json.Violation;
import org.sceau.openbadges.OpenBadgeSchema;
import org.sceau.openbadges.OpenBadgeType;
import org.sceau.records.Deployment;
import org.sceau.records.catalog.Achievement;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.credential.AwardRecord;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.CredentialRecord;
import org.sceau.records.credential.CredentialStore;
import org.sceau.records.credential.CredentialStore.Recording;
import org.sceau.records.credential.ErasedCredential;
import org.sceau.records.credential.IssuedCredential;
import org.sceau.records.credential.ValidityPeriod;
import org.sceau.records.status.CredentialStatus.Revoked;
import org.sceau.records.status.Position;
import org.sceau.signing.Sealer;
import org.sceau.statuslist.Positions;

/**
 * Replaces a credential that expires or was wrong. One transaction records the new credential and
 * revokes the old one, whose link then leads to the new one. A credential is replaced once; a
 * repeated request returns the same result.
 */
public final class ReplaceCredential {

  /** The number of tries when the status of the old credential changes concurrently. */
  private static final int TRIES = 5;

  /** The members that a renewed credential gets anew. */
  private static final Set<String> RENEWED =
      Set.of("proof", "validFrom", "validUntil", "credentialStatus");

  private final Deployment deployment;
  private final CredentialStore credentials;
  private final Positions positions;
  private final AwardRate rate;
  private final Sealer sealer;
  private final Recorder recorder;
  private final Drafting drafting;
  private final SecureRandom random;
  private final InstantSource clock;

  /** The result of a replacement. */
  public sealed interface Result {

    /** The new credential is recorded, and the old one revoked. */
    record Replaced(IssuedCredential credential) implements Result {}

    /** The old credential, or the one that replaced it, was erased. */
    record Erased() implements Result {}

    /** The old credential is revoked, so it is not replaced. */
    record Withdrawn(Instant since) implements Result {}

    /** The old credential was replaced by another request. */
    record ReplacedBefore(String link) implements Result {}

    /** The issuer has reached its rate limit. Nothing was signed or stored. */
    record TooFast(Duration patience) implements Result {}

    /** The request cannot become a valid credential. Nothing was signed or stored. */
    record Unsealable(List<Violation> violations) implements Result {

      public Unsealable {
        violations = List.copyOf(violations);
      }
    }
  }

  /**
   * Describes the credential that replaces another.
   *
   * @param award the corrected credential, for one recipient; {@code null} if only the validity
   *     period is extended
   * @param reason shown on the page of the old link
   * @param request the bytes that identify the request
   */
  public record Replacement(
      AwardAchievementRequest.@Nullable Award award, @Nullable String reason, byte[] request) {}

  public ReplaceCredential(
      Deployment deployment,
      CredentialStore credentials,
      Positions positions,
      AwardRate rate,
      OpenBadgeSchema schema,
      Sealer sealer,
      SecureRandom random,
      InstantSource clock) {
    this.deployment = deployment;
    this.credentials = credentials;
    this.positions = positions;
    this.rate = rate;
    this.sealer = sealer;
    this.recorder = new Recorder(credentials, positions, sealer);
    this.drafting = new Drafting(deployment, schema, sealer, random);
    this.random = random;
    this.clock = clock;
  }

  /**
   * Replaces the credential.
   *
   * @param old the issuer's credential to replace
   * @param achievement the current version of its achievement; {@code null} if the catalog has none
   * @throws org.sceau.records.status.NoOpenListException if no list has room for it, which is
   *     temporary
   */
  public Result replace(
      Issuer issuer,
      IssuedCredential old,
      @Nullable Achievement achievement,
      Replacement replacement) {
    // No place begins with a letter, hence no award's key makes the same.
    var awardKey = Sha256.hex("replacement of " + old.id());
    var requestSha256 = Sha256.hex(replacement.request());
    var decided = decided(old, awardKey, requestSha256);
    if (decided.isPresent()) {
      return decided.get();
    }
    var now = now();
    var wait = rate.take(issuer.id(), 1, clock.instant());
    if (wait.isPresent()) {
      return new Result.TooFast(wait.get());
    }
    var draft =
        draft(
            issuer, old, achievement, replacement, positions.next(issuer.id(), 1).getFirst(), now);
    var violations = drafting.violations(draft, replacement.award() == null ? "" : "/recipients/0");
    if (!violations.isEmpty() && (achievement != null || draft.prepared().refusal().isPresent())) {
      return new Result.Unsealable(violations);
    }
    return recorder
        .record(
            issuer.id(),
            draft,
            awardKey,
            requestSha256,
            position -> draft(issuer, old, achievement, replacement, position, now),
            (made, award) -> write(old, replacement, made, award))
        .map(ReplaceCredential::result)
        .or(() -> decided(credentials.lookUp(old.id()).orElseThrow(), awardKey, requestSha256))
        .orElseThrow();
  }

  /** Returns the outcome if the credential is already replaced, erased or revoked. */
  private Optional<Result> decided(CredentialRecord old, String awardKey, String requestSha256) {
    var earlier = credentials.award(old.issuer(), awardKey);
    if (earlier.isPresent()) {
      var made = earlier.get();
      return Optional.of(
          made.requestSha256().equals(requestSha256)
              ? result(recorder.read(made.credential()))
              : new Result.ReplacedBefore(deployment.credentialUrl(made.credential())));
    }
    if (old instanceof ErasedCredential) {
      return Optional.of(new Result.Erased());
    }
    return old.status() instanceof Revoked(var since, _, _)
        ? Optional.of(new Result.Withdrawn(since))
        : Optional.empty();
  }

  private static Result result(CredentialRecord made) {
    return switch (made) {
      case IssuedCredential issued -> new Result.Replaced(issued);
      case ErasedCredential _ -> new Result.Erased();
    };
  }

  /** Records the new credential and revokes the old one, unless that was ended concurrently. */
  private Recording write(
      IssuedCredential old,
      Replacement replacement,
      IssuedCredential made,
      @Nullable AwardRecord award) {
    var link = deployment.credentialUrl(made.id());
    var current = old;
    for (int tries = 0; tries < TRIES; tries++) {
      var recording =
          credentials.replace(current, new Revoked(now(), replacement.reason(), link), made, award);
      if (!(recording instanceof Recording.Outdated)) {
        return recording;
      }
      current = credentials.find(old.id()).orElse(null);
      if (current == null || current.status() instanceof Revoked) {
        return recording;
      }
    }
    throw new IllegalStateException(old.id() + " is changed by others without end");
  }

  private Draft draft(
      Issuer issuer,
      IssuedCredential old,
      @Nullable Achievement achievement,
      Replacement replacement,
      Position position,
      Instant now) {
    var award = replacement.award();
    return award != null && achievement != null
        ? drafting.draft(issuer, achievement, award, 0, position, now)
        : renewed(issuer, old, achievement, position, now);
  }

  /** Drafts the same credential again, with the achievement as it was when awarded. */
  private Draft renewed(
      Issuer issuer,
      IssuedCredential old,
      @Nullable Achievement achievement,
      Position position,
      Instant now) {
    var id = CredentialId.random(random);
    var validity =
        achievement == null ? asLong(old.validity(), now) : Drafting.validity(achievement, now);
    var before = content(old);
    var until = validity.validUntil();
    boolean hasOwnId = !before.string("id").equals(Optional.of(deployment.credentialUrl(old.id())));
    var credential =
        before
            .withoutAll(RENEWED)
            .with("validFrom", new JsonString(validity.validFrom().toString()))
            .with(
                "credentialStatus",
                OpenBadge.status(deployment, position, hasOwnId ? deployment.statusUrl(id) : null));
    if (!hasOwnId) {
      credential = credential.with("id", new JsonString(deployment.credentialUrl(id)));
    }
    if (OpenBadgeType.matches(before) && !before.has("awardedDate")) {
      credential = credential.with("awardedDate", new JsonString(awardedDate(old).toString()));
    }
    if (until != null) {
      credential = credential.with("validUntil", new JsonString(until.toString()));
    }
    return new Draft(
        id,
        old.achievement(),
        old.achievementVersion(),
        validity,
        position,
        sealer.prepare(credential, issuer, now));
  }

  private static ValidityPeriod asLong(ValidityPeriod before, Instant now) {
    var until = before.validUntil();
    return new ValidityPeriod(
        now, until == null ? null : now.plus(Duration.between(before.validFrom(), until)));
  }

  /** Returns when the achievement was awarded, which no replacement changes. */
  public static Instant awardedDate(IssuedCredential old) {
    return content(old)
        .string("awardedDate")
        .flatMap(DateTimes::read)
        .orElse(old.validity().validFrom());
  }

  private static JsonObject content(IssuedCredential old) {
    var text = old.secured().embedded().getBytes(StandardCharsets.UTF_8);
    return switch (JsonReader.read(text, JsonLimits.FOREIGN)) {
      case JsonReading.Read(JsonObject object) -> object;
      case JsonReading other ->
          throw new IllegalStateException("a record that is not JSON: " + other);
    };
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
