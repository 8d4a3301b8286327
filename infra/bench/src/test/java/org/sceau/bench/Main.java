package org.sceau.bench;

import java.util.Arrays;
import org.sceau.bench.issuing.AwardRun;
import org.sceau.bench.status.FullRepublish;

/** Runs the benchmark that the first argument names. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    var name = arguments.length == 0 ? "" : arguments[0];
    var options = Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
    switch (name) {
      case "verify" -> VerifyRun.run(options);
      case "hostile" -> HostileRun.run(options);
      case "republish" -> FullRepublish.run();
      case "award" -> AwardRun.run(options);
      default -> {
        System.err.println("bench: verify, hostile, republish or award, not \"" + name + "\"");
        System.exit(2);
      }
    }
  }
}
