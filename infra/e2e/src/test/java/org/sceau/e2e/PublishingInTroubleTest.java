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
    try (var site = Site.start(folder)) {
      var faults = site.cloud.emulators().orElseThrow().s3().faults();
      revoke(site);
      faults.record();
      site.publishAndCheck();
      var calls = faults.recorded();
      int puts = 0;
      for (int call = 0; call < calls.size(); call++) {
        if (calls.get(call).equals("PutObject")) {
          puts++;
          revoke(site);
          faults.after(call, answer.kinds());
          var _ = site.publish();
          assertThat(faults.waiting()).as("answers nobody asked for").isZero();
          faults.clear();
          site.invariants.check();
          site.publishAndCheck();
        }
      }
      assertThat(puts).as("two forms, and a copy of each").isEqualTo(4);
    }
  }

  @Test
  void aListThatSomebodyDeletesIsFoundMissingAndPublishedAgainWithAnAlarm(@TempDir Path folder) {
    try (var site = Site.start(folder);
        var s3 = site.cloud.services().s3Client()) {
      revoke(site);
      site.publishAndCheck();
      var _ = s3.deleteObject(delete -> delete.bucket("sceau-publicbucket").key("status/" + LIST));
      revoke(site);

      assertThat(site.publish()).as("the alarm").contains(LIST);

      site.publishAndCheck();
      assertThat(site.invariants.publicBits(LIST)).isEqualTo(2);
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
    try (var site = Site.start(folder);
        var web = new Web();
        var kms = site.cloud.services().kmsClient()) {
      var awarded = site.credential();
      var revoked = site.credential();
      site.publishAndCheck();
      var address = site.cloud.baseUrl() + "/status/" + LIST;
      var before = web.get(address, "*/*");
      List<String> keys = new ArrayList<>();
      site.cloud
          .folder()
          .readJson("keys.json")
          .orElseThrow()
          .members()
          .forEach((_, arn) -> keys.add(((JsonString) arn).value()));
      keys.forEach(key -> trouble.begin(kms, key));

      assertThat(site.award("demo", site.key, 1, "without-keys").status()).isIn(500, 503);
      assertThat(site.change(revoked, "revocation", true).status()).isEqualTo(200);
      assertThat(site.publish()).as("the alarm").contains(LIST);

      assertThat(web.get(address, "*/*").text()).isEqualTo(before.text());
      assertThat(site.report(awarded).json().string("verdict")).contains("VERIFIED");
      assertThat(site.report(revoked).json().string("verdict")).contains("NOT_VERIFIED");
      site.invariants.check();

      keys.forEach(key -> trouble.end(kms, key));
      assertThat(site.award("demo", site.key, 1, "without-keys").status()).isEqualTo(201);
      site.publishAndCheck();
      assertThat(site.invariants.publicBits(LIST)).isEqualTo(1);
    }
  }

  private static void revoke(Site site) {
    assertThat(site.change(site.credential(), "revocation", true).status()).isEqualTo(200);
  }
}
