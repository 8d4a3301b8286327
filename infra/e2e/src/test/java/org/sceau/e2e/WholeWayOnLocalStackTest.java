package org.sceau.e2e;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.sceau.local.AwsServices;
import org.sceau.local.LocalCloud;

/** The whole way on other people's DynamoDB, S3 and KMS, which have no Ed25519 keys. */
@Needs(Equipment.DOCKER)
class WholeWayOnLocalStackTest extends WholeWay {

  private final LocalStack services = LocalStack.start();

  @AfterAll
  void stopServices() {
    services.close();
  }

  @Override
  LocalCloud.Options options(Path data) {
    return LocalCloud.Options.in(data).withServices(AwsServices.at(services.endpoint()));
  }

  @Override
  String cryptosuite() {
    return "ecdsa-rdfc-2019";
  }
}
