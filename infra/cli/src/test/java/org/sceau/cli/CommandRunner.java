package org.sceau.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs the command in this JVM and keeps what it says. */
final class CommandRunner {

  private final Map<String, String> environment;
  private final byte[] input;
  private final Locale locale;

  /** What would have been waited. */
  final List<Duration> pauses = new CopyOnWriteArrayList<>();

  /** How a command ended. */
  record Ending(int code, String out, String err) {

    String all() {
      return out + err;
    }
  }

  CommandRunner() {
    this(Map.of(), "", Locale.UK);
  }

  CommandRunner(Map<String, String> environment, String input, Locale locale) {
    this.environment = environment;
    this.input = input.getBytes(StandardCharsets.UTF_8);
    this.locale = locale;
  }

  static Ending run(String... arguments) {
    return new CommandRunner().sceau(arguments);
  }

  Ending sceau(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code =
        Main.run(
            List.of(arguments),
            new Surroundings(
                new ByteArrayInputStream(input),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                locale,
                false,
                Clock.systemUTC(),
                new SecureRandom(),
                pauses::add));
    return new Ending(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
