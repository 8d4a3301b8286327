package org.sceau.rules;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** A Python with cfn-lint and the SAM translator, where the machine has one. */
final class Python {

  private static final String PROGRAM = "python3";

  private Python() {}

  /** Whether templates can be judged here. */
  static boolean knowsTemplates() {
    try {
      return call(List.of("-c", "import boto3, cfnlint, samtranslator")).code() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What a script or module prints; an ending in anything but 0 is an error with its words. */
  static String run(String... arguments) throws IOException, InterruptedException {
    var ended = call(List.of(arguments));
    if (ended.code() != 0) {
      throw new AssertionError(ended.output() + ended.errors());
    }
    return ended.output();
  }

  private static Ended call(List<String> arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(PROGRAM));
    command.addAll(arguments);
    var errors = Files.createTempFile("python", ".txt");
    try {
      var process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), output, Files.readString(errors));
    } finally {
      Files.delete(errors);
    }
  }

  private record Ended(int code, String output, String errors) {}
}
