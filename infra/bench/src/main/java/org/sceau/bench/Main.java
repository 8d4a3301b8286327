package org.sceau.bench;

import java.util.Arrays;
import org.sceau.bench.issuing.AwardRun;
import org.sceau.bench.issuing.IssueMemory;
import org.sceau.bench.status.Cycle;
import org.sceau.bench.status.FullRepublish;
import org.sceau.bench.status.OneList;
import org.sceau.bench.status.Visibility;

/** Runs the benchmark of the name that comes first. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    var name = arguments.length == 0 ? "" : arguments[0];
    var options = Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
    switch (name) {
      case "verify" -> VerifyRun.run(options);
      case "hostile" -> HostileRun.run(options);
      case "provider" -> ProviderRun.run();
      case "republish" -> FullRepublish.run();
      case "cycle" -> Cycle.run();
      case "list" -> OneList.run();
      case "visibility" -> Visibility.run();
      case "award" -> AwardRun.run(options);
      case "issue-memory" -> IssueMemory.run(options);
      default -> {
        System.err.println(
            "bench: verify, hostile, provider, republish, cycle, list, visibility, award or"
                + " issue-memory, not \""
                + name
                + "\"");
        System.exit(2);
      }
    }
  }
}
