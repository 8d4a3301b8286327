package org.sceau.issuance;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sceau.jose.Sha256;
import org.sceau.json.Violation;
import org.sceau.openbadges.OpenBadgeSchema;
import org.sceau.records.Deployment;
import org.sceau.records.catalog.Achievement;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.credential.AwardRecord;
import org.sceau.records.credential.CredentialRecord;
import org.sceau.records.credential.CredentialStore;
import org.sceau.records.credential.ErasedCredential;
import org.sceau.records.credential.IssuedCredential;
import org.sceau.signing.Sealer;
import org.sceau.statuslist.Positions;

/**
 * Awards an achievement: each recipient's credential is completed, checked, signed in both forms,
 * verified and recorded before it is returned.
 *
 * <p>A repeated request with the same idempotency key returns the same bytes, whatever failed the
 * first time: the transaction that records a credential records its award too.
 */
public final class AwardAchievement {

  private final CredentialStore credentials;
  private final Positions positions;
  private final AwardRate rate;
  private final Recorder recorder;
  private final Drafting drafting;
  private final InstantSource clock;

  /** The result of an award. */
  public sealed interface Result {

    /** All recipients' credentials, in the order of the recipients. */
    record Awarded(List<IssuedCredential> credentials) implements Result {}

    /**
     * An idempotency key was used before for another award.
     *
     * @param recipients the places of the recipients whose own keys were used; empty if it is the
     *     caller's key
     */
    record KeyReused(List<Integer> recipients) implements Result {

      public KeyReused {
        recipients = List.copyOf(recipients);
      }
    }

    /**
     * The award was made before, and some of its credentials were erased since: they are not issued
     * again.
     *
     * @param recipients the places of the recipients whose credentials were erased
     */
    record Erased(List<Integer> recipients) implements Result {

      public Erased {
        recipients = List.copyOf(recipients);
      }
    }

    /**
     * The issuer has reached its rate limit. Nothing was signed or stored.
     *
     * @param patience the time after which this award may succeed
     */
    record TooFast(Duration patience) implements Result {}

    /** The request cannot become a valid credential. Nothing was signed or stored. */
    record Unsealable(List<Violation> violations) implements Result {}
  }

  /**
   * Identifies an award, so that a repeated request awards once.
   *
   * @param idempotencyKey of the caller; {@code null} if every request makes a new award
   * @param request the bytes that identify the whole request
   * @param own the identities of single recipients, by their places: such a recipient is awarded
   *     once, whatever the rest of the request and the place in it
   */
  public record Identity(@Nullable String idempotencyKey, byte[] request, Map<Integer, Own> own) {

    public Identity {
      own = Map.copyOf(own);
    }

    public Identity(@Nullable String idempotencyKey, byte[] request) {
      this(idempotencyKey, request, Map.of());
    }
  }

  /**
   * Identifies one recipient's award among all of the issuer.
   *
   * @param request the bytes that identify this recipient's part
   */
  public record Own(String key, byte[] request) {}

  public AwardAchievement(
      Deployment deployment,
      CredentialStore credentials,
      Positions positions,
      AwardRate rate,
      OpenBadgeSchema schema,
      Sealer sealer,
      SecureRandom random,
      InstantSource clock) {
    this.credentials = credentials;
    this.positions = positions;
    this.rate = rate;
    this.recorder = new Recorder(credentials, positions, sealer);
    this.drafting = new Drafting(deployment, schema, sealer, random);
    this.clock = clock;
  }

  /**
   * Makes the award.
   *
   * @throws org.sceau.records.status.NoOpenListException if no list has room for one of its
   *     credentials, which is temporary; a repeated request returns those already recorded
   */
  public Result award(
      Issuer issuer,
      Achievement achievement,
      AwardAchievementRequest.Award award,
      Identity identity) {
    var known = new ArrayList<@Nullable IssuedCredential>();
    var reused = new ArrayList<Integer>();
    var erased = new ArrayList<Integer>();
    var keys =
        IntStream.range(0, award.recipients().size())
            .mapToObj(i -> Optional.ofNullable(awardKey(identity, i)))
            .flatMap(Optional::stream)
            .collect(Collectors.toUnmodifiableSet());
    var made = credentials.awards(issuer.id(), keys);
    for (int i = 0; i < award.recipients().size(); i++) {
      var key = awardKey(identity, i);
      var earlier =
          key == null ? Optional.<AwardRecord>empty() : Optional.ofNullable(made.get(key));
      if (earlier.isPresent()
          && !earlier.get().requestSha256().equals(requestSha256(achievement, identity, i))) {
        if (!identity.own().containsKey(i)) {
          return new Result.KeyReused(List.of());
        }
        reused.add(i);
      }
      switch (earlier.map(before -> recorder.read(before.credential())).orElse(null)) {
        case IssuedCredential issued -> known.add(issued);
        case ErasedCredential _ -> {
          erased.add(i);
          known.add(null);
        }
        case null -> known.add(null);
      }
    }
    if (!reused.isEmpty()) {
      return new Result.KeyReused(reused);
    }
    if (!erased.isEmpty()) {
      return new Result.Erased(erased);
    }

    var wanted =
        IntStream.range(0, known.size()).filter(i -> known.get(i) == null).boxed().toList();
    // A recorded award takes none of the rate, so a repeated request is always answered.
    var wait = rate.take(issuer.id(), wanted.size(), clock.instant());
    if (wait.isPresent()) {
      return new Result.TooFast(wait.get());
    }
    var given = positions.next(issuer.id(), wanted.size()).iterator();
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var drafts = new ArrayList<@Nullable Draft>();
    var violations = new ArrayList<Violation>();
    for (int i = 0; i < known.size(); i++) {
      if (known.get(i) != null) {
        drafts.add(null);
        continue;
      }
      var draft = drafting.draft(issuer, achievement, award, i, given.next(), now);
      // Every credential of the request is checked before the first one is signed.
      violations.addAll(drafting.violations(draft, "/recipients/" + i));
      drafts.add(draft);
    }
    if (!violations.isEmpty()) {
      return new Result.Unsealable(violations);
    }

    var awarded = new ArrayList<IssuedCredential>();
    for (int i = 0; i < drafts.size(); i++) {
      var draft = drafts.get(i);
      var credential =
          draft == null
              ? known.get(i)
              : record(
                      issuer,
                      achievement,
                      award,
                      i,
                      draft,
                      awardKey(identity, i),
                      requestSha256(achievement, identity, i))
                  .orElse(null);
      switch (credential) {
        case IssuedCredential issued -> awarded.add(issued);
        case ErasedCredential _ -> {
          return new Result.Erased(List.of(i));
        }
        case null -> {
          return new Result.KeyReused(identity.own().containsKey(i) ? List.of(i) : List.of());
        }
      }
    }
    return new Result.Awarded(List.copyOf(awarded));
  }

  /** Signs and records one credential; empty if its key belongs to another award. */
  private Optional<CredentialRecord> record(
      Issuer issuer,
      Achievement achievement,
      AwardAchievementRequest.Award award,
      int recipient,
      Draft first,
      @Nullable String awardKey,
      String requestSha256) {
    return recorder.record(
        issuer.id(),
        first,
        awardKey,
        requestSha256,
        position ->
            drafting.draft(
                issuer, achievement, award, recipient, position, first.validity().validFrom()));
  }

  /** Derives an award's key from the request's idempotency key and the recipient's place. */
  static String awardKey(String idempotencyKey, int recipient) {
    return Sha256.hex(recipient + " " + idempotencyKey);
  }

  private static @Nullable String awardKey(Identity identity, int recipient) {
    var own = identity.own().get(recipient);
    if (own != null) {
      // No place begins with a letter, hence no caller's key makes the same.
      return Sha256.hex("own " + own.key());
    }
    return identity.idempotencyKey() == null
        ? null
        : awardKey(identity.idempotencyKey(), recipient);
  }

  private static String requestSha256(Achievement achievement, Identity identity, int recipient) {
    var own = identity.own().get(recipient);
    return Sha256.hex(
        (achievement.id() + "\n").getBytes(StandardCharsets.UTF_8),
        own == null ? identity.request() : own.request());
  }
}
