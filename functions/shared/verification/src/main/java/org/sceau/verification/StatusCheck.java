package org.sceau.verification;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonObject;
import org.sceau.statuslist.EncodedList;
import org.sceau.verification.Outcome.Failed;
import org.sceau.verification.Outcome.Inconclusive;
import org.sceau.verification.Outcome.NotApplicable;
import org.sceau.verification.Outcome.Passed;
import org.sceau.verification.Outcome.Warned;

/**
 * Checks the status of an external issuer's credential (Bitstring Status List v1.0, section 3.2). A
 * status that cannot be determined is neither good nor revoked.
 */
final class StatusCheck {

  private static final int MAX_ENTRIES = 8;

  /** The minimum length: fewer entries would weaken the privacy of subjects (section 6.1). */
  private static final long SHORTEST_LIST = 131_072;

  /** The tolerance for a publisher's clock that is ahead. */
  private static final Duration SKEW = Duration.ofSeconds(60);

  private final StatusListDocuments lists;
  private final InstantSource clock;

  StatusCheck(StatusListDocuments lists, InstantSource clock) {
    this.lists = lists;
    this.clock = clock;
  }

  /** Returns the gravest outcome of the entries. Call it only after the proof was verified. */
  Outcome check(JsonObject credential, String issuerId, FetchBudget errands) {
    var values = credential.list("credentialStatus");
    if (!credential.has("credentialStatus")) {
      return new NotApplicable();
    }
    if (values.isEmpty() || values.size() > MAX_ENTRIES) {
      return unknown(
          ProblemCode.STATUS_MALFORMED,
          "/credentialStatus must have from 1 to " + MAX_ENTRIES + " entries.");
    }
    List<StatusEntry> entries = new ArrayList<>();
    for (var value : values) {
      switch (StatusEntry.read(value)) {
        case StatusEntry.Reading.Read(var entry) -> entries.add(entry);
        case StatusEntry.Reading.Unknown(var type) -> {
          return unknown(
              ProblemCode.STATUS_KIND_UNKNOWN, "The status is one of type " + type + ".");
        }
        case StatusEntry.Reading.Malformed(var reason) -> {
          return unknown(ProblemCode.STATUS_MALFORMED, reason);
        }
      }
    }
    Outcome gravest = new Passed();
    Set<StatusEntry> seen = new HashSet<>();
    for (var entry : entries) {
      if (seen.add(entry)) {
        var outcome = check(entry, issuerId, errands);
        gravest = gravity(outcome) > gravity(gravest) ? outcome : gravest;
      }
    }
    return gravest;
  }

  private Outcome check(StatusEntry entry, String issuerId, FetchBudget errands) {
    return switch (lists.find(entry.listUrl(), entry.kind(), issuerId, errands)) {
      case StatusListDocuments.Finding.NotRetrieved() ->
          new Inconclusive(VerificationProblem.of(ProblemCode.STATUS_NOT_RETRIEVED));
      case StatusListDocuments.Finding.Invalid(var reason) ->
          unknown(ProblemCode.STATUS_LIST_INVALID, reason);
      case StatusListDocuments.Finding.Found(var list) -> check(entry, list, clock.instant());
    };
  }

  private static Outcome check(StatusEntry entry, PublishedList list, Instant now) {
    var from = list.validFrom();
    if (from != null && from.isAfter(now.plus(SKEW))) {
      return unknown(ProblemCode.STATUS_LIST_INVALID, "The list is not valid yet.");
    }
    if (!now.isBefore(list.end())) {
      return unknown(ProblemCode.STATUS_LIST_INVALID, "The list is no longer valid.");
    }
    if (!list.purposes().contains(entry.purpose())) {
      return unknown(
          ProblemCode.STATUS_LIST_INVALID, "The list is of another purpose than the entry.");
    }
    long positions = (long) list.bits().length * Byte.SIZE / entry.size();
    if (positions < SHORTEST_LIST) {
      return unknown(
          ProblemCode.STATUS_LIST_TOO_SHORT,
          "The list has " + positions + " entries, of " + SHORTEST_LIST + " at least.");
    }
    if (entry.index() >= positions) {
      return unknown(ProblemCode.STATUS_OUT_OF_RANGE, "The list has " + positions + " entries.");
    }
    long value = EncodedList.value(list.bits(), entry.index(), entry.size());
    return outcome(entry, value, entry.messages().get(value));
  }

  private static Outcome outcome(StatusEntry entry, long value, @Nullable String message) {
    return switch (entry.purpose()) {
      case "message" -> new Warned(problem(ProblemCode.STATUS_MESSAGE, message));
      case String _ when value == 0 -> new Passed();
      case "revocation" -> new Failed(problem(ProblemCode.REVOKED_BY_LIST, message));
      case "suspension" -> new Failed(problem(ProblemCode.SUSPENDED_BY_LIST, message));
      case "refresh" -> new Warned(problem(ProblemCode.REFRESH_ADVISED, message));
      default -> new Inconclusive(problem(ProblemCode.STATUS_KIND_UNKNOWN, message));
    };
  }

  private static VerificationProblem problem(ProblemCode code, @Nullable String message) {
    return new VerificationProblem(code, null, null, message);
  }

  private static Outcome unknown(ProblemCode code, String reason) {
    return new Inconclusive(VerificationProblem.of(code, reason));
  }

  private static int gravity(Outcome outcome) {
    return switch (outcome) {
      case Failed(var problem) -> problem.code() == ProblemCode.REVOKED_BY_LIST ? 4 : 3;
      case Inconclusive _ -> 2;
      case Warned _ -> 1;
      case Passed _, NotApplicable _, Outcome.NotChecked _ -> 0;
    };
  }
}
