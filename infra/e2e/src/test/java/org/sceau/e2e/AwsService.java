package org.sceau.e2e;

import org.sceau.emulator.wire.Faults;

/** The emulated services, whose calls fail on demand. */
enum AwsService {
  DYNAMODB,
  S3,
  KMS;

  Faults faults(LocalDeployment local) {
    var emulators = local.cloud.emulators().orElseThrow();
    return switch (this) {
      case DYNAMODB -> emulators.dynamoDb().faults();
      case S3 -> emulators.s3().faults();
      case KMS -> emulators.kms().faults();
    };
  }
}
