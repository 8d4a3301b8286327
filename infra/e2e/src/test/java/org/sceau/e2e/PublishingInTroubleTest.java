package org.sceau.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sceau.emulator.wire.Faults.Kind;
import org.sceau.json.JsonString;
import software.amazon.awssdk.services.kms.KmsClient;

/** What S3, KMS and people can do to a list while it is made public. */
class PublishingInTroubleTest {

  private static final String LIST = "demo-revocation-1";

  /** What S3 answers to a put, its repetitions by the SDK included. */
  enum Answer {
    ANOTHER_WAS_FASTER,
    ANOTHER_WRITES,
    ERROR_FOR_A_MOMENT,
    ERRORS,
    CUT_AFTER_THE_BODY,
    CUT_AND_GONE;

    private Kind[] kinds() {
      return switch (this) {
        case ANOTHER_WAS_FASTER -> new Kind[] {Kind.PRECONDITION_FAILED};
        case ANOTHER_WRITES -> new Kind[] {Kind.CONFLICT};
        case ERROR_FOR_A_MOMENT -> new Kind[] {Kind.FAIL_BEFORE};
        case ERRORS -> new Kind[] {Kind.FAIL_BEFORE, Kind.FAIL_BEFORE, Kind.FAIL_BEFORE};
        case CUT_AFTER_THE_BODY -> new Kind[] {Kind.SUCCEED_THEN_CUT};
        case CUT_AND_GONE -> new Kind[] {Kind.SUCCEED_THEN_CUT, Kind.FAIL_BEFORE, Kind.FAIL_BEFORE};
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void whateverS3AnswersToAPutTheNextRunPublishesWhatWasRevoked(
      Answer answer, @TempDir Path folder) {
    try (var local = LocalDeployment.start(folder)) {
      var faults = local.cloud.emulators().orElseThrow().s3().faults();
      local.revoked();
      faults.record();
      local.publishAndCheck();
      var calls = faults.recorded();
      int puts = 0;
      for (int call = 0; call < calls.size(); call++) {
        if (calls.get(call).equals("PutObject")) {
          puts++;
          local.revoked();
          faults.after(call, answer.kinds());
          var _ = local.publish();
          assertThat(faults.waiting()).as("answers nobody asked for").isZero();
          faults.clear();
          local.invariants.check();
          local.publishAndCheck();
        }
      }
      assertThat(puts).as("two forms, and a copy of each").isEqualTo(4);
    }
  }

  @Test
  void aListThatSomebodyDeletesIsFoundMissingAndPublishedAgainWithAnAlarm(@TempDir Path folder) {
    try (var local = LocalDeployment.start(folder);
        var s3 = local.cloud.services().s3Client()) {
      local.revoked();
      local.publishAndCheck();
      var _ = s3.deleteObject(delete -> delete.bucket("sceau-publicbucket").key("status/" + LIST));
      local.revoked();

      assertThat(local.publish()).as("the alarm").contains(LIST);

      local.publishAndCheck();
      assertThat(local.invariants.publicBits(LIST)).isEqualTo(2);
    }
  }

  /** How a key is made useless, and useful again. */
  enum Trouble {
    DISABLED {
      @Override
      void begin(KmsClient kms, String key) {
        var _ = kms.disableKey(disable -> disable.keyId(key));
      }

      @Override
      void end(KmsClient kms, String key) {
        var _ = kms.enableKey(enable -> enable.keyId(key));
      }
    },
    PENDING_DELETION {
      @Override
      void begin(KmsClient kms, String key) {
        var _ = kms.scheduleKeyDeletion(delete -> delete.keyId(key).pendingWindowInDays(7));
      }

      @Override
      void end(KmsClient kms, String key) {
        var _ = kms.cancelKeyDeletion(cancel -> cancel.keyId(key));
        var _ = kms.enableKey(enable -> enable.keyId(key));
      }
    };

    abstract void begin(KmsClient kms, String key);

    abstract void end(KmsClient kms, String key);
  }

  @ParameterizedTest
  @EnumSource
  void withoutItsKeysAnIssuerNeitherAwardsNorPublishesAndAllElseGoesOn(
      Trouble trouble, @TempDir Path folder) {
    try (var local = LocalDeployment.start(folder);
        var kms = local.cloud.services().kmsClient()) {
      var awarded = local.credential();
      var revoked = local.credential();
      local.publishAndCheck();
      var address = "/status/" + LIST;
      var before = local.web.get(address);
      List<String> keys = new ArrayList<>();
      local
          .cloud
          .folder()
          .readJson("keys.json")
          .orElseThrow()
          .members()
          .forEach((_, arn) -> keys.add(((JsonString) arn).value()));
      keys.forEach(key -> trouble.begin(kms, key));

      assertThat(local.award("demo", local.key, 1, "without-keys").status()).isIn(500, 503);
      assertThat(local.change(revoked, "revocation", true).status()).isEqualTo(200);
      assertThat(local.publish()).as("the alarm").contains(LIST);

      assertThat(local.web.get(address).text()).isEqualTo(before.text());
      assertThat(local.report(awarded).json().string("verdict")).contains("VERIFIED");
      assertThat(local.report(revoked).json().string("verdict")).contains("NOT_VERIFIED");
      local.invariants.check();

      keys.forEach(key -> trouble.end(kms, key));
      assertThat(local.award("demo", local.key, 1, "without-keys").status()).isEqualTo(201);
      local.publishAndCheck();
      assertThat(local.invariants.publicBits(LIST)).isEqualTo(1);
    }
  }
}
