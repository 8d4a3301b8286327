package org.sceau.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts classes of this class path in separate JVMs. */
public final class Jvm {

  private Jvm() {}

  public static ProcessBuilder of(List<String> flags, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(flags);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  /** Runs the process and returns its output; fails if the exit code is not 0. */
  public static String output(ProcessBuilder builder, Map<String, String> environment)
      throws IOException, InterruptedException {
    builder.environment().putAll(environment);
    var process = builder.start();
    try (var output = process.inputReader()) {
      var text = String.join("\n", output.lines().toList());
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException("ended with " + code + ": " + text);
      }
      return text;
    } finally {
      process.destroyForcibly();
    }
  }
}
