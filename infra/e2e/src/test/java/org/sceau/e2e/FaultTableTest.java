package org.sceau.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sceau.emulator.wire.Faults;
import org.sceau.emulator.wire.Faults.Kind;
import org.sceau.local.Emulators;

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

  private enum Service {
    DYNAMODB,
    S3,
    KMS;

    private Faults faults(Emulators emulators) {
      return switch (this) {
        case DYNAMODB -> emulators.dynamoDb().faults();
        case S3 -> emulators.s3().faults();
        case KMS -> emulators.kms().faults();
      };
    }
  }

  /** What somebody wants to be done, made ready each time anew. */
  enum UseCase {
    AWARD("IssueFunction") {
      @Override
      Attempt next(Site site, String name) {
        return award(site, "demo", site.key, 1, name);
      }
    },
    AWARD_TO_THREE("IssueFunction") {
      @Override
      Attempt next(Site site, String name) {
        return award(site, "demo", site.key, 3, name);
      }
    },
    FIRST_AWARD_OF_AN_ISSUER("IssueFunction") {
      @Override
      Attempt next(Site site, String name) {
        return award(site, name, site.open(name), 1, name);
      }
    },
    ISSUE_WHAT_WAS_BUILT("IssueFunction") {
      @Override
      Attempt next(Site site, String name) {
        return new Attempt() {
          @Override
          public Web.Answer make() {
            return site.issue("Camille Exemple", name);
          }

          @Override
          public void repeat(Web.@Nullable Answer first) {
            var again = make();
            assertThat(again.status()).as("N7: %s", again).isEqualTo(201);
            if (first != null && first.status() == 201) {
              assertThat(again.text()).as("N7").isEqualTo(first.text());
            }
            assertThat(make().text()).as("N7").isEqualTo(again.text());
            assertThat(site.issue("Camille Autre", name).status())
                .as("N7: another body")
                .isEqualTo(409);
          }
        };
      }
    },
    REPLACE("IssueFunction") {
      @Override
      Attempt next(Site site, String name) {
        var id = site.credential();
        return new Attempt() {
          @Override
          public Web.Answer make() {
            return site.replace(id);
          }

          @Override
          public void repeat(Web.@Nullable Answer first) {
            var again = make();
            assertThat(again.status()).as("N7: %s", again).isEqualTo(201);
            if (first != null && first.status() == 201) {
              assertThat(again.text()).as("N7").isEqualTo(first.text());
            }
            var status = site.status(id).json();
            assertThat(status.string("status")).contains("revoked");
            assertThat(status.string("replacedBy")).isEqualTo(again.json().string("link"));
            site.invariants.revoked(id);
          }
        };
      }
    },
    REVOKE("StatusFunction") {
      @Override
      Attempt next(Site site, String name) {
        return change(site, site.credential(), "revocation", true);
      }
    },
    SUSPEND("StatusFunction") {
      @Override
      Attempt next(Site site, String name) {
        return change(site, site.credential(), "suspension", true);
      }
    },
    REINSTATE("StatusFunction") {
      @Override
      Attempt next(Site site, String name) {
        var id = site.credential();
        assertThat(site.change(id, "suspension", true).status()).isEqualTo(200);
        return change(site, id, "suspension", false);
      }
    },
    ERASE("StatusFunction") {
      @Override
      Attempt next(Site site, String name) {
        var id = site.credential();
        return new Attempt() {
          @Override
          public Web.Answer make() {
            return site.erase(id);
          }

          @Override
          public void repeat(Web.@Nullable Answer first) {
            var again = make();
            assertThat(again.status()).as("%s", again).isEqualTo(200);
            if (first != null && first.status() == 200) {
              assertThat(again.text()).isEqualTo(first.text());
            }
            assertThat(site.report(id).status()).isEqualTo(410);
            assertThat(site.change(id, "revocation", true).status()).isEqualTo(200);
          }
        };
      }
    },
    PUBLISH("PublishFunction") {
      @Override
      Attempt next(Site site, String name) {
        var id = site.credential();
        assertThat(site.change(id, "revocation", true).status()).isEqualTo(200);
        return new Attempt() {
          @Override
          public Web.@Nullable Answer make() {
            var _ = site.publish();
            return null;
          }

          @Override
          public void repeat(Web.@Nullable Answer first) {
            // The run that follows every attempt is the repetition.
          }
        };
      }
    },
    PUT_ISSUER("CatalogFunction") {
      @Override
      Attempt next(Site site, String name) {
        return new Attempt() {
          @Override
          public Web.Answer make() {
            return site.putIssuer(name, "");
          }

          @Override
          public void repeat(Web.@Nullable Answer first) {
            var again = site.putIssuer(name, "?apiKey=new");
            assertThat(again.status()).as("%s", again).isIn(200, 201);
            var bearer = again.json().string("apiKey").orElseThrow();
            assertThat(site.putAchievement(name, bearer).status()).isEqualTo(201);
            assertThat(site.publish()).isNull();
            assertThat(site.award(name, bearer, 1, name).status()).isEqualTo(201);
          }
        };
      }
    },
    ROTATE_SIGNING_KEY("CatalogFunction") {
      @Override
      Attempt next(Site site, String name) {
        var key = site.makeKey();
        assertThat(site.award("demo", site.key, 1, name + "-before").status()).isEqualTo(201);
        return new Attempt() {
          @Override
          public Web.Answer make() {
            return site.rotateKey("demo", key);
          }

          @Override
          public void repeat(Web.@Nullable Answer first) {
            // N10: whichever key signs now is in the issuer's document, and so is the one before.
            assertThat(site.award("demo", site.key, 1, name + "-between").status()).isEqualTo(201);
            site.invariants.check();
            var again = make();
            assertThat(again.status()).as("%s", again).isEqualTo(201);
            assertThat(again.json().object("signingKey").orElseThrow().string("life"))
                .contains("active");
            assertThat(site.award("demo", site.key, 1, name + "-after").status()).isEqualTo(201);
          }
        };
      }
    },
    COMPROMISE_SIGNING_KEY("CatalogFunction") {
      @Override
      Attempt next(Site site, String name) {
        // Of an issuer of its own, since what its key signed does not verify afterwards.
        var bearer = site.open(name);
        var kid = site.signingKid(bearer);
        assertThat(site.rotateKey(name, site.makeKey()).status()).isEqualTo(201);
        // What the key signed until now is judged while its document still has it.
        site.invariants.check();
        return new Attempt() {
          @Override
          public Web.Answer make() {
            return site.compromise(bearer, kid);
          }

          @Override
          public void repeat(Web.@Nullable Answer first) {
            var again = make();
            assertThat(again.status()).as("%s", again).isEqualTo(200);
            if (first != null && first.status() == 200) {
              assertThat(again.text()).isEqualTo(first.text());
            }
            assertThat(site.didDocument(name)).as("N10").doesNotContain(kid);
            // The lists that it signed are signed anew by the key that is good.
            assertThat(site.publish()).isNull();
            assertThat(site.listKid(name)).as("N10").isNotEqualTo(kid);
            assertThat(site.award(name, bearer, 1, name).status()).isEqualTo(201);
          }
        };
      }
    },
    /** Nothing is written by it; it must not call valid what is not. */
    READ_A_REVOKED_CREDENTIAL("VerifyFunction") {
      @Override
      Attempt next(Site site, String name) {
        var id = site.credential();
        assertThat(site.change(id, "revocation", true).status()).isEqualTo(200);
        return new Attempt() {
          @Override
          public Web.Answer make() {
            var answer = site.report(id);
            assertThat(answer.text()).as("N9").doesNotContain("\"VERIFIED\"");
            return answer;
          }

          @Override
          public void repeat(Web.@Nullable Answer first) {
            assertThat(site.report(id).json().string("verdict")).contains("NOT_VERIFIED");
          }
        };
      }
    };

    private final String function;

    UseCase(String function) {
      this.function = function;
    }

    abstract Attempt next(Site site, String name);

    private static Attempt award(
        Site site, String issuer, String bearer, int recipients, String name) {
      return new Attempt() {
        @Override
        public Web.Answer make() {
          return site.award(issuer, bearer, recipients, name);
        }

        @Override
        public void repeat(Web.@Nullable Answer first) {
          var again = make();
          assertThat(again.status()).as("N7: %s", again).isEqualTo(201);
          if (first != null && first.status() == 201) {
            assertThat(again.text()).as("N7").isEqualTo(first.text());
          }
          assertThat(make().text()).as("N7").isEqualTo(again.text());
          assertThat(site.award(issuer, bearer, recipients + 1, name).status())
              .as("N7: another body")
              .isEqualTo(409);
        }
      };
    }

    private static Attempt change(Site site, String id, String purpose, boolean set) {
      var word = set ? (purpose.equals("revocation") ? "revoked" : "suspended") : "active";
      return new Attempt() {
        @Override
        public Web.Answer make() {
          return site.change(id, purpose, set);
        }

        @Override
        public void repeat(Web.@Nullable Answer first) {
          if (first != null && first.status() == 200) {
            assertThat(site.status(id).json().string("status")).contains(word);
          }
          // Refused if it was done and the caller not told.
          var again = make();
          assertThat(again.status()).as("%s", again).isIn(200, 409);
          assertThat(site.status(id).json().string("status")).contains(word);
          if (purpose.equals("revocation")) {
            site.invariants.revoked(id);
          }
        }
      };
    }
  }

  interface Attempt {

    /** Does what is wanted; what was answered, if anything was. */
    Web.@Nullable Answer make();

    /** Does it again, and insists that now it is done, once. */
    void repeat(Web.@Nullable Answer first);
  }

  @ParameterizedTest
  @EnumSource
  void whicheverCallGoesWrongNothingIsLost(UseCase useCase, @TempDir Path folder) {
    try (var site = Site.start(folder)) {
      site.publishAndCheck();
      int runs = 0;
      var done = new ArrayList<String>();
      for (var call : record(site, useCase, "recorded")) {
        for (var mode : Mode.values()) {
          var title = useCase + " " + call + " " + mode;
          try {
            goWrong(site, useCase, mode, call, "t" + runs++);
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
  private record Call(Service service, int place, String operation) {}

  private static List<Call> record(Site site, UseCase useCase, String name) {
    var attempt = useCase.next(site, name);
    begin(site, useCase);
    var faults = faults(site);
    faults.values().forEach(Faults::record);
    var answer = attempt.make();
    List<Call> calls = new ArrayList<>();
    faults.forEach((service, recording) -> {
      var operations = recording.recorded();
      for (int i = 0; i < operations.size(); i++) {
        calls.add(new Call(service, i, operations.get(i)));
      }
    });
    assertThat(answer == null ? 200 : answer.status()).as("%s", answer).isBetween(200, 299);
    assertThat(calls).isNotEmpty();
    site.publishAndCheck();
    return calls;
  }

  private static void goWrong(Site site, UseCase useCase, Mode mode, Call call, String name) {
    var attempt = useCase.next(site, name);
    begin(site, useCase);
    var faults = faults(site);
    var service = faults.get(call.service);
    if (service == null) {
      throw new IllegalStateException();
    }
    service.after(call.place, mode.kinds());
    var first = attempt.make();
    assertThat(service.waiting()).as("calls that did not come").isLessThan(mode.kinds().length);
    faults.values().forEach(Faults::clear);
    if (mode == Mode.PROCESS_ENDS) {
      site.cloud.function(useCase.function).kill();
      site.cloud.function("AuthorizeFunction").kill();
    } else if (first != null) {
      // What nobody foresaw is answered by 500; an authorizer that fails is so by AWS itself.
      assertThat(first.status()).as("%s", first).isIn(statuses(useCase, call));
    }
    site.invariants.check();
    attempt.repeat(first);
    site.publishAndCheck();
  }

  private static Set<Integer> statuses(UseCase useCase, Call call) {
    boolean authorizers = call.service == Service.DYNAMODB && call.place == 0;
    return useCase == UseCase.READ_A_REVOKED_CREDENTIAL
            || useCase == UseCase.PUT_ISSUER
            || useCase == UseCase.ROTATE_SIGNING_KEY
            || !authorizers
        ? Set.of(200, 201, 503)
        : Set.of(200, 201, 500);
  }

  /** The process begins anew, so that it makes the calls of a beginning, too. */
  private static void begin(Site site, UseCase useCase) {
    site.cloud.function(useCase.function).kill();
  }

  private static Map<Service, Faults> faults(Site site) {
    var emulators = site.cloud.emulators().orElseThrow();
    Map<Service, Faults> faults = new EnumMap<>(Service.class);
    for (var service : Service.values()) {
      faults.put(service, service.faults(emulators));
    }
    return faults;
  }
}
