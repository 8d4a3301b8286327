package org.sceau.e2e;

import java.nio.file.Path;
import org.sceau.local.LocalCloud;

/** The whole way with all functions in one JVM. */
class WholeWayTest extends WholeWay {

  @Override
  LocalCloud.Options options(Path data) {
    return LocalCloud.Options.in(data);
  }

  @Override
  String cryptosuite() {
    return "eddsa-rdfc-2022";
  }
}
