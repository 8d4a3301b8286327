package org.sceau.kms;

import org.sceau.aws.AwsClients;
import software.amazon.awssdk.services.kms.KmsClient;

/** Creates the client of KMS. */
public final class Kms {

  private Kms() {}

  /** Returns a client for the region, credentials and endpoint of the environment. */
  public static KmsClient client() {
    return AwsClients.configured(KmsClient.builder()).build();
  }
}
