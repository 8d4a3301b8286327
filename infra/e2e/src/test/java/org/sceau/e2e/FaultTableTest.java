package org.sceau.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sceau.e2e.ApiClient.Answer;
import org.sceau.emulator.wire.Faults.Kind;

/**
 * Each use case is recorded, and then run again once for every call of it to DynamoDB, S3 and KMS
 * and for every way in which that call can go wrong. After each the use case is repeated as a
 * caller would, the publisher runs, and all invariants must hold. A call that is new in a use case
 * is covered by itself, since the table is made of the recording.
 */
@Execution(ExecutionMode.CONCURRENT)
class FaultTableTest {

  /** How one call goes wrong, its repetitions by the SDK included. */
  private enum Mode {
    FAILS_BEFORE,
    /** The SDK repeats the call and meets what it has done itself. */
    SUCCEEDS_AND_IS_REPEATED,
    SUCCEEDS_THEN_FAILS,
    SUCCEEDS_THEN_IS_CUT,
    ANSWERS_TOO_LATE,
    /** What was given up is done after it was repeated. */
    IS_DONE_TOO_LATE,
    /** The process ends with the call done, and whatever it knew is gone. */
    PROCESS_ENDS;

    private Kind[] kinds() {
      return switch (this) {
        case FAILS_BEFORE -> new Kind[] {Kind.FAIL_BEFORE, Kind.FAIL_BEFORE, Kind.FAIL_BEFORE};
        case SUCCEEDS_AND_IS_REPEATED -> new Kind[] {Kind.SUCCEED_THEN_FAIL};
        case SUCCEEDS_THEN_FAILS ->
            new Kind[] {Kind.SUCCEED_THEN_FAIL, Kind.FAIL_BEFORE, Kind.FAIL_BEFORE};
        case SUCCEEDS_THEN_IS_CUT ->
            new Kind[] {Kind.SUCCEED_THEN_CUT, Kind.FAIL_BEFORE, Kind.FAIL_BEFORE};
        case ANSWERS_TOO_LATE -> new Kind[] {Kind.ANSWER_LATE};
        case IS_DONE_TOO_LATE -> new Kind[] {Kind.APPLY_LATE};
        case PROCESS_ENDS -> new Kind[] {Kind.END_PROCESS};
      };
    }
  }

  /** A call of the API, prepared anew for every fault. */
  enum UseCase {
    AWARD("IssueFunction"),
    AWARD_TO_THREE("IssueFunction"),
    FIRST_AWARD_OF_AN_ISSUER("IssueFunction"),
    ISSUE_WHAT_WAS_BUILT("IssueFunction"),
    REPLACE("IssueFunction"),
    REVOKE("StatusFunction"),
    SUSPEND("StatusFunction"),
    REINSTATE("StatusFunction"),
    ERASE("StatusFunction"),
    PUBLISH("PublishFunction"),
    PUT_ISSUER("CatalogFunction"),
    ROTATE_SIGNING_KEY("CatalogFunction"),
    COMPROMISE_SIGNING_KEY("CatalogFunction"),
    /** Writes nothing; must not call valid what is not. */
    READ_A_REVOKED_CREDENTIAL("VerifyFunction");

    private final String function;

    UseCase(String function) {
      this.function = function;
    }

    private Attempt prepare(LocalDeployment local, String name) {
      return switch (this) {
        case AWARD -> award(local, "demo", local.key, 1, name);
        case AWARD_TO_THREE -> award(local, "demo", local.key, 3, name);
        case FIRST_AWARD_OF_AN_ISSUER -> award(local, name, local.open(name), 1, name);
        case ISSUE_WHAT_WAS_BUILT -> issue(local, name);
        case REPLACE -> replace(local, local.credential());
        case REVOKE -> change(local, local.credential(), "revocation", true, "revoked");
        case SUSPEND -> change(local, local.credential(), "suspension", true, "suspended");
        case REINSTATE -> change(local, local.suspended(), "suspension", false, "active");
        case ERASE -> erase(local, local.credential());
        case PUBLISH -> publish(local);
        case PUT_ISSUER -> putIssuer(local, name);
        case ROTATE_SIGNING_KEY -> rotateSigningKey(local, name);
        case COMPROMISE_SIGNING_KEY -> compromiseSigningKey(local, name);
        case READ_A_REVOKED_CREDENTIAL -> read(local, local.revoked());
      };
    }
  }

  /**
   * A call and its repetition.
   *
   * @param call returns what was answered, if anything was
   * @param repetition gets the first answer and requires that what was called for is done, once
   */
  private record Attempt(
      Supplier<? extends @Nullable Answer> call, Consumer<@Nullable Answer> repetition) {}

  /** Calls again and requires success, with the first answer if that was a success, too. */
  private static Answer again(Supplier<Answer> call, @Nullable Answer first, int success) {
    var again = call.get();
    assertThat(again.status()).as("N7: %s", again).isEqualTo(success);
    if (first != null && first.status() == success) {
      assertThat(again.text()).as("N7").isEqualTo(first.text());
    }
    return again;
  }

  private static Attempt award(
      LocalDeployment local, String issuer, String bearer, int recipients, String name) {
    return idempotent(
        () -> local.award(issuer, bearer, recipients, name),
        () -> local.award(issuer, bearer, recipients + 1, name));
  }

  private static Attempt issue(LocalDeployment local, String name) {
    return idempotent(
        () -> local.issue("Camille Exemple", name), () -> local.issue("Camille Autre", name));
  }

  /** A call with an idempotency key, and one with the same key and another body. */
  private static Attempt idempotent(Supplier<Answer> call, Supplier<Answer> otherBody) {
    return new Attempt(
        call,
        first -> {
          var again = again(call, first, 201);
          assertThat(call.get().text()).as("N7").isEqualTo(again.text());
          assertThat(otherBody.get().status()).as("N7: another body").isEqualTo(409);
        });
  }

  private static Attempt replace(LocalDeployment local, String id) {
    return new Attempt(
        () -> local.replace(id),
        first -> {
          var again = again(() -> local.replace(id), first, 201);
          var status = local.status(id).json();
          assertThat(status.string("status")).contains("revoked");
          assertThat(status.string("replacedBy")).isEqualTo(again.json().string("link"));
          local.invariants.revoked(id);
        });
  }

  private static Attempt change(
      LocalDeployment local, String id, String purpose, boolean set, String status) {
    return new Attempt(
        () -> local.change(id, purpose, set),
        first -> {
          if (first != null && first.status() == 200) {
            assertThat(local.status(id).json().string("status")).contains(status);
          }
          // Refused if it was done and the caller not told.
          var again = local.change(id, purpose, set);
          assertThat(again.status()).as("%s", again).isIn(200, 409);
          assertThat(local.status(id).json().string("status")).contains(status);
          if (purpose.equals("revocation")) {
            local.invariants.revoked(id);
          }
        });
  }

  private static Attempt erase(LocalDeployment local, String id) {
    return new Attempt(
        () -> local.erase(id),
        first -> {
          again(() -> local.erase(id), first, 200);
          assertThat(local.report(id).status()).isEqualTo(410);
          assertThat(local.change(id, "revocation", true).status()).isEqualTo(200);
        });
  }

  /** The run that follows every attempt is the repetition. */
  private static Attempt publish(LocalDeployment local) {
    local.revoked();
    return new Attempt(
        () -> {
          var _ = local.publish();
          return null;
        },
        _ -> {});
  }

  private static Attempt putIssuer(LocalDeployment local, String name) {
    return new Attempt(
        () -> local.putIssuer(name, ""),
        _ -> {
          var again = local.putIssuer(name, "?apiKey=new");
          assertThat(again.status()).as("%s", again).isIn(200, 201);
          var bearer = again.json().string("apiKey").orElseThrow();
          assertThat(local.putAchievement(name, bearer).status()).isEqualTo(201);
          assertThat(local.publish()).isNull();
          assertAwarded(local, name, bearer, name);
        });
  }

  private static Attempt rotateSigningKey(LocalDeployment local, String name) {
    var key = local.makeKey();
    assertAwarded(local, "demo", local.key, name + "-before");
    return new Attempt(
        () -> local.rotateKey("demo", key),
        _ -> {
          // N10: the issuer's document has the key that signs now, and the one before.
          assertAwarded(local, "demo", local.key, name + "-between");
          local.invariants.check();
          var again = local.rotateKey("demo", key);
          assertThat(again.status()).as("%s", again).isEqualTo(201);
          assertThat(again.json().object("signingKey").orElseThrow().string("life"))
              .contains("active");
          assertAwarded(local, "demo", local.key, name + "-after");
        });
  }

  /** For an issuer of its own, since what its key signed does not verify afterwards. */
  private static Attempt compromiseSigningKey(LocalDeployment local, String name) {
    var bearer = local.open(name);
    var kid = local.web.signingKid(bearer);
    assertThat(local.rotateKey(name, local.makeKey()).status()).isEqualTo(201);
    // Checks what the key signed until now, while its document still has the key.
    local.invariants.check();
    return new Attempt(
        () -> local.compromise(bearer, kid),
        first -> {
          again(() -> local.compromise(bearer, kid), first, 200);
          assertThat(local.didDocument(name)).as("N10").doesNotContain(kid);
          // The lists that it signed are signed anew by the other key.
          assertThat(local.publish()).isNull();
          assertThat(local.listKid(name)).as("N10").isNotEqualTo(kid);
          assertAwarded(local, name, bearer, name);
        });
  }

  private static Attempt read(LocalDeployment local, String id) {
    return new Attempt(
        () -> {
          var answer = local.report(id);
          assertThat(answer.text()).as("N9").doesNotContain("\"VERIFIED\"");
          return answer;
        },
        _ -> assertThat(local.report(id).json().string("verdict")).contains("NOT_VERIFIED"));
  }

  private static void assertAwarded(
      LocalDeployment local, String issuer, String bearer, String name) {
    assertThat(local.award(issuer, bearer, 1, name).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @EnumSource
  void whicheverCallGoesWrongNothingIsLost(UseCase useCase, @TempDir Path folder) {
    try (var local = LocalDeployment.start(folder)) {
      local.publishAndCheck();
      int runs = 0;
      var done = new ArrayList<String>();
      for (var call : record(local, useCase, "recorded")) {
        for (var mode : Mode.values()) {
          var title = useCase + " " + call + " " + mode;
          try {
            goWrong(local, useCase, mode, call, "t" + runs++);
          } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(title + ": " + e.getMessage(), e);
          }
          done.add(title);
        }
      }
      assertThat(done.size()).isGreaterThanOrEqualTo(Mode.values().length);
      System.err.println(useCase + ": " + done.size() + " cases");
    }
  }

  /** A call of a use case, by its place among those to its service. */
  private record Call(AwsService service, int place, String operation) {}

  private static List<Call> record(LocalDeployment local, UseCase useCase, String name) {
    var attempt = useCase.prepare(local, name);
    begin(local, useCase);
    for (var service : AwsService.values()) {
      service.faults(local).record();
    }
    var answer = attempt.call.get();
    List<Call> calls = new ArrayList<>();
    for (var service : AwsService.values()) {
      var operations = service.faults(local).recorded();
      for (int i = 0; i < operations.size(); i++) {
        calls.add(new Call(service, i, operations.get(i)));
      }
    }
    assertThat(answer == null ? 200 : answer.status()).as("%s", answer).isBetween(200, 299);
    assertThat(calls).isNotEmpty();
    local.publishAndCheck();
    return calls;
  }

  private static void goWrong(
      LocalDeployment local, UseCase useCase, Mode mode, Call call, String name) {
    var attempt = useCase.prepare(local, name);
    begin(local, useCase);
    var faults = call.service.faults(local);
    faults.after(call.place, mode.kinds());
    var first = attempt.call.get();
    assertThat(faults.waiting()).as("calls that did not come").isLessThan(mode.kinds().length);
    faults.clear();
    if (mode == Mode.PROCESS_ENDS) {
      local.cloud.function(useCase.function).kill();
      local.cloud.function("AuthorizeFunction").kill();
    } else if (first != null) {
      // What nobody foresaw is answered by 500; an authorizer that fails is so by AWS itself.
      assertThat(first.status()).as("%s", first).isIn(statuses(useCase, call));
    }
    local.invariants.check();
    attempt.repetition.accept(first);
    local.publishAndCheck();
  }

  private static Set<Integer> statuses(UseCase useCase, Call call) {
    boolean authorizers = call.service == AwsService.DYNAMODB && call.place == 0;
    return useCase == UseCase.READ_A_REVOKED_CREDENTIAL
            || useCase == UseCase.PUT_ISSUER
            || useCase == UseCase.ROTATE_SIGNING_KEY
            || !authorizers
        ? Set.of(200, 201, 503)
        : Set.of(200, 201, 500);
  }

  /** The process begins anew, so that it makes the calls of a beginning, too. */
  private static void begin(LocalDeployment local, UseCase useCase) {
    local.cloud.function(useCase.function).kill();
  }
}
