package org.sceau.local;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.sceau.local.demo.Demonstration;
import org.sceau.local.demo.DemonstrationException;
import org.sceau.local.template.TemplateException;

/** Starts Sceau on this machine and goes on until it is told to stop. */
public final class Main {

  private static final String HELP =
      """
      Sceau on this machine: gateway, functions, records, keys. No AWS account is needed.

        --data DIR        keeps everything in DIR (default .local)
        --port PORT       for http (default 8080)
        --tls-port PORT   for https (default 8443)
        --isolated        runs each function from its zip in a JVM of its own (Linux)
        --no-demo         makes no demonstration issuer
        --help            says this

      Ctrl-C stops it; started again on the same folder, it has everything that it had.
      """;

  /** A system property: Maven, ended by a signal, leaves what it started to itself. */
  private static final String WITH_PARENT = "org.sceau.local.endsWithParent";

  /** Codes of {@code sysexits.h}. */
  private static final int USAGE = 64;

  private static final int SOFTWARE = 70;

  /** What the command line asks for. */
  private record Wish(Path data, int port, int tlsPort, boolean isolated, boolean demo) {}

  /** The command line cannot be understood. */
  private static final class UsageException extends Exception {

    private static final long serialVersionUID = 1;

    UsageException(String sentence) {
      super(sentence);
    }
  }

  private Main() {}

  /** Runs until SIGINT or SIGTERM; exits with a code of {@code sysexits.h} if it cannot start. */
  public static void main(String[] arguments) throws InterruptedException {
    var stop = new CountDownLatch(1);
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop.countDown();
                  await(stopped);
                },
                "stop"));
    if (Boolean.getBoolean(WITH_PARENT)) {
      ProcessHandle.current()
          .parent()
          .ifPresent(parent -> {
            var _ = parent.onExit().thenRun(stop::countDown);
          });
    }
    int code;
    try {
      code = run(List.of(arguments), System.out, System.err, stop);
    } finally {
      stopped.countDown();
    }
    // Told to stop, the JVM ends by itself: after a signal with the signal's own code.
    if (stop.getCount() > 0) {
      System.exit(code);
    }
  }

  /** Starts, waits for the stop, closes; returns the exit code. */
  static int run(List<String> arguments, PrintStream out, PrintStream err, CountDownLatch stop)
      throws InterruptedException {
    try {
      var wish = wish(arguments);
      if (wish.isEmpty()) {
        out.print(HELP);
        return 0;
      }
      serve(wish.get(), out, stop);
      return 0;
    } catch (UsageException e) {
      err.println(e.getMessage() + " See --help.");
      return USAGE;
    } catch (CannotStartException e) {
      err.println(e.getMessage());
      return e.exitCode();
    } catch (TemplateException | DemonstrationException e) {
      err.println(e.getMessage());
      return SOFTWARE;
    }
  }

  private static void serve(Wish wish, PrintStream out, CountDownLatch stop)
      throws InterruptedException {
    var options =
        LocalCloud.Options.in(wish.data())
            .withPorts(wish.port(), wish.tlsPort())
            .withIsolation(wish.isolated())
            .withSchedule(true);
    try (var cloud = LocalCloud.start(options)) {
      out.printf("Sceau answers at %s and %s%n", cloud.baseUrl(), cloud.tlsUrl());
      out.printf("Operator's key in %s%n", cloud.folder().file("operator.key"));
      if (wish.demo()) {
        new Demonstration(cloud, out).run();
      } else {
        out.printf("READY %s%n", cloud.baseUrl());
      }
      out.flush();
      stop.await();
    }
    out.println("Stopped.");
    out.flush();
  }

  private static Optional<Wish> wish(List<String> arguments) throws UsageException {
    var data = Path.of(".local");
    int port = 8080;
    int tlsPort = 8443;
    boolean isolated = false;
    boolean demo = true;
    Deque<String> rest = new ArrayDeque<>(arguments);
    for (var option = rest.poll(); option != null; option = rest.poll()) {
      switch (option) {
        case "--data" -> data = Path.of(value(option, rest));
        case "--port" -> port = port(option, rest);
        case "--tls-port" -> tlsPort = port(option, rest);
        case "--isolated" -> isolated = true;
        case "--no-demo" -> demo = false;
        case "--help", "-h" -> {
          return Optional.empty();
        }
        default -> throw new UsageException("There is no option " + option + ".");
      }
    }
    return Optional.of(new Wish(data, port, tlsPort, isolated, demo));
  }

  private static String value(String option, Deque<String> rest) throws UsageException {
    var value = rest.poll();
    if (value == null || value.isBlank()) {
      throw new UsageException(option + " wants a value.");
    }
    return value;
  }

  private static int port(String option, Deque<String> rest) throws UsageException {
    var value = value(option, rest);
    if (value.matches("[0-9]{1,5}") && Integer.parseInt(value) <= 65_535) {
      return Integer.parseInt(value);
    }
    throw new UsageException(option + " wants a number from 0 to 65535, not " + value + ".");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
