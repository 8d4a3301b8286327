package org.sceau.e2e;

import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.sceau.local.LocalCloud;

/** The whole way with each function from its zip, under AWS's own runtime client. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the runtime client is for Linux")
class WholeWayIsolatedTest extends WholeWay {

  @Override
  LocalCloud.Options options(Path data) {
    return LocalCloud.Options.in(data).withIsolation(true);
  }

  @Override
  String cryptosuite() {
    return "eddsa-rdfc-2022";
  }
}
