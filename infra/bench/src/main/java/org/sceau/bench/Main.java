package org.sceau.bench;

import java.util.Arrays;

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
      default -> {
        System.err.println("bench: verify, hostile or provider, not \"" + name + "\"");
        System.exit(2);
      }
    }
  }
}
