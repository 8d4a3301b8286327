package org.sceau.issuance;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sceau.json.Violation;
import org.sceau.openbadges.OpenBadgeSchema;
import org.sceau.records.Deployment;
import org.sceau.records.OptimisticRetry;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.credential.AwardRecord;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.CredentialRecord;
import org.sceau.records.credential.CredentialStore;
import org.sceau.records.credential.CredentialStore.Recording;
import org.sceau.records.credential.ErasedCredential;
import org.sceau.records.credential.IssuedCredential;
import org.sceau.records.status.CredentialStatus.Active;
import org.sceau.records.status.CredentialStatus.Revoked;
import org.sceau.signing.Sealer;
import org.sceau.statuslist.Positions;

/**
 * Issues credentials: each is completed, checked, signed in both forms, verified and recorded
 * before it is returned.
 *
 * <p>A repeated request with the same idempotency key returns the same bytes, whatever failed the
 * first time: the transaction that records a credential records its award too, and revokes the
 * credential that it replaces.
 */
public final class Issuance {

  private final Deployment deployment;
  private final CredentialStore credentials;
  private final Positions positions;
  private final AwardRate rate;
  private final Sealer sealer;
  private final Drafting drafting;
  private final InstantSource clock;

  /** The result of a request. */
  public sealed interface Result {

    /** All credentials of the request are recorded, in the order of its recipients. */
    record Issued(List<IssuedCredential> credentials) implements Result {

      public Issued {
        credentials = List.copyOf(credentials);
      }
    }

    /**
     * A key was used before for another request, or the credential was replaced by another request.
     *
     * @param recipients the places of the recipients whose keys were used
     * @param earlier the credential that the first of them made
     */
    record KeyReused(List<Integer> recipients, CredentialId earlier) implements Result {

      public KeyReused {
        recipients = List.copyOf(recipients);
      }
    }

    /**
     * Credentials of the request were issued before and erased since, or the credential to replace
     * was erased: they are not issued again.
     *
     * @param recipients the places of the recipients whose credentials were erased
     */
    record Erased(List<Integer> recipients) implements Result {

      public Erased {
        recipients = List.copyOf(recipients);
      }
    }

    /** The credential to replace is revoked, so it is not replaced. */
    record Withdrawn(Instant since) implements Result {}

    /**
     * The issuer has reached its rate limit. Nothing was signed or stored.
     *
     * @param patience the time after which this request may succeed
     */
    record TooFast(Duration patience) implements Result {}

    /** The request cannot become a valid credential. Nothing was signed or stored. */
    record Invalid(List<Violation> violations) implements Result {

      public Invalid {
        violations = List.copyOf(violations);
      }
    }
  }

  public Issuance(
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
    this.sealer = sealer;
    this.drafting = new Drafting(deployment, rules, schema, sealer, random);
    this.clock = clock;
  }

  /**
   * Issues all credentials of the request.
   *
   * @throws org.sceau.records.status.NoOpenListException if no list has room for one of them, which
   *     is temporary; a repeated request returns those already recorded
   */
  public Result issue(Issuer issuer, IssuanceRequest request) {
    var plans = drafting.plans(issuer, request, now());
    var issued = new TreeMap<Integer, IssuedCredential>();
    var refused = findEarlier(issuer.id(), plans, issued);
    if (refused.isPresent()) {
      return refused.get();
    }
    var wanted = plans.stream().filter(plan -> !issued.containsKey(plan.place())).toList();
    var refusal = wanted.stream().flatMap(plan -> plan.refusal().stream()).findFirst();
    if (refusal.isPresent()) {
      return refusal.get();
    }
    // A recorded award takes none of the rate, so a repeated request is always answered.
    var wait = rate.take(issuer.id(), wanted.size(), clock.instant());
    if (wait.isPresent()) {
      return new Result.TooFast(wait.get());
    }
    var given = positions.next(issuer.id(), wanted.size());
    var drafts = new ArrayList<Draft>();
    var violations = new ArrayList<Violation>();
    for (int i = 0; i < wanted.size(); i++) {
      var draft = wanted.get(i).draft(given.get(i));
      // Every credential of the request is checked before the first one is signed.
      violations.addAll(wanted.get(i).violations(draft));
      drafts.add(draft);
    }
    if (!violations.isEmpty()) {
      return new Result.Invalid(violations);
    }
    for (int i = 0; i < wanted.size(); i++) {
      switch (record(issuer.id(), wanted.get(i), drafts.get(i))) {
        case Result.Issued(var one) -> issued.put(wanted.get(i).place(), one.getFirst());
        case Result other -> {
          return other;
        }
      }
    }
    return new Result.Issued(List.copyOf(issued.values()));
  }

  /**
   * Finds what earlier requests with the same keys made.
   *
   * @param issued gets the credentials, by the places of their recipients
   * @return why the request is refused, if it is
   */
  private Optional<Result> findEarlier(
      IssuerId issuer,
      List<? extends CredentialPlan> plans,
      Map<Integer, IssuedCredential> issued) {
    var keys =
        plans.stream()
            .map(CredentialPlan::awardKey)
            .filter(Objects::nonNull)
            .collect(Collectors.toUnmodifiableSet());
    var awards = credentials.awards(issuer, keys);
    var reused = new ArrayList<Integer>();
    var erased = new ArrayList<Integer>();
    CredentialId first = null;
    for (var plan : plans) {
      var key = plan.awardKey();
      var award = key == null ? null : awards.get(key);
      if (award == null) {
        continue;
      }
      switch (earlier(plan, award)) {
        case Result.Issued(var one) -> issued.put(plan.place(), one.getFirst());
        case Result.KeyReused(var places, var made) -> {
          reused.addAll(places);
          first = first == null ? made : first;
        }
        case Result _ -> erased.add(plan.place());
      }
    }
    if (first != null) {
      return Optional.of(new Result.KeyReused(reused, first));
    }
    return erased.isEmpty() ? Optional.empty() : Optional.of(new Result.Erased(erased));
  }

  /** Returns what the award made, if it is of the same request. */
  private Result earlier(CredentialPlan plan, AwardRecord award) {
    if (!award.requestSha256().equals(plan.requestSha256())) {
      return new Result.KeyReused(List.of(plan.place()), award.credential());
    }
    var id = award.credential();
    return switch (credentials.lookUp(id).orElse(null)) {
      case IssuedCredential issued -> new Result.Issued(List.of(issued));
      case ErasedCredential _ -> new Result.Erased(List.of(plan.place()));
      case null -> throw new IllegalStateException(id + " was awarded and is not on record");
    };
  }

  /**
   * Signs and records one credential. A table restored from a backup allocates old positions again,
   * which are taken; then another one is tried.
   */
  private Result record(IssuerId issuer, CredentialPlan plan, Draft first) {
    var drafts =
        Stream.concat(
                Stream.of(first),
                Stream.generate(() -> plan.draft(positions.next(issuer, 1).getFirst())))
            .iterator();
    return OptimisticRetry.retry(first.id(), () -> write(issuer, plan, drafts.next()));
  }

  private Optional<Result> write(IssuerId issuer, CredentialPlan plan, Draft draft) {
    var made =
        new IssuedCredential(
            draft.id(),
            issuer,
            draft.achievement(),
            draft.achievementVersion(),
            draft.validity(),
            draft.position(),
            sealer.seal(draft.prepared()),
            new Active());
    var key = plan.awardKey();
    var award = key == null ? null : new AwardRecord(issuer, key, plan.requestSha256(), made.id());
    return switch (plan) {
      case ReplacementPlan replacement -> replace(replacement, made, award);
      case AwardPlan _, BuiltPlan _ -> result(plan, made, credentials.record(made, award));
    };
  }

  /** Records the new credential and revokes the old one, unless that ended in the meantime. */
  private Optional<Result> replace(
      ReplacementPlan plan, IssuedCredential made, @Nullable AwardRecord award) {
    var old = credentials.lookUp(plan.request().old().id()).orElseThrow();
    if (old instanceof IssuedCredential current && !(old.status() instanceof Revoked)) {
      var end = new Revoked(now(), plan.request().reason(), deployment.credentialUrl(made.id()));
      return result(plan, made, credentials.replace(current, end, made, award));
    }
    // Read after the old credential, which the transaction of the award revokes.
    return Optional.of(
        credentials
            .award(made.issuer(), plan.awardKey())
            .map(earlier -> earlier(plan, earlier))
            .orElseGet(() -> ended(old)));
  }

  private static Result ended(CredentialRecord old) {
    return old instanceof IssuedCredential && old.status() instanceof Revoked(var since, _, _)
        ? new Result.Withdrawn(since)
        : new Result.Erased(List.of(0));
  }

  /** Returns the result of a write; empty if it must be made anew. */
  private Optional<Result> result(CredentialPlan plan, IssuedCredential made, Recording recording) {
    return switch (recording) {
      case Recording.Recorded _ -> Optional.of(new Result.Issued(List.of(made)));
      case Recording.AwardedBefore(var award) -> Optional.of(earlier(plan, award));
      case Recording.Outdated _, Recording.Taken _ -> Optional.empty();
    };
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
