package org.sceau.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sceau.local.template.FunctionTemplate;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * Runs each function from its built zip, in a child JVM under Lambda's own runtime interface
 * client, which has native code for Linux alone.
 */
public final class IsolatedHost implements FunctionHost {

  /** What a function gets for its start, whatever its own timeout. */
  private static final Duration INIT = Duration.ofSeconds(30);

  private final Path templateFolder;
  private final Path unpacked;

  /**
   * A host of child JVMs.
   *
   * @param templateFolder to which {@code CodeUri} is relative
   * @param unpacked a folder for the contents of the zips
   */
  public IsolatedHost(Path templateFolder, Path unpacked) {
    if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
      throw new IllegalStateException(
          "Isolated functions need Linux: Lambda's runtime client has native code for it alone.");
    }
    this.templateFolder = templateFolder;
    this.unpacked = unpacked;
  }

  @Override
  public LambdaFunction host(FunctionTemplate function, Map<String, String> environment) {
    var zip = templateFolder.resolve(function.codeUri());
    if (!Files.isRegularFile(zip)) {
      throw new IllegalStateException(
          "%s of %s is not there: mvn package makes it.".formatted(zip, function.name()));
    }
    var taskRoot = Unzip.into(zip, unpacked.resolve(function.name()));
    return new LambdaFunction(
        function, 1, () -> new ProcessInstance(function, taskRoot, environment));
  }

  /** The runtime client and what it needs itself; all else comes out of the zip. */
  private static String runtimeClassPath() {
    return Stream.of(
            AWSLambda.class, Context.class, PojoSerializer.class, SdkInternalThreadLocal.class)
        .map(type -> {
          try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
          } catch (URISyntaxException e) {
            throw new IllegalStateException("where " + type + " is", e);
          }
        })
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** A child JVM. */
  private static final class ProcessInstance implements Instance {

    private final FunctionTemplate function;
    private final RuntimeApi api;
    private final Process process;
    private volatile boolean usable = true;

    ProcessInstance(FunctionTemplate function, Path taskRoot, Map<String, String> environment) {
      this.function = function;
      this.api = new RuntimeApi(function);
      try {
        this.process = start(taskRoot, environment);
      } catch (IOException e) {
        api.close();
        throw new UncheckedIOException("starting the JVM of " + function.name(), e);
      }
      Thread.ofVirtual().name("log of " + function.name()).start(this::copyLog);
    }

    private Process start(Path taskRoot, Map<String, String> environment) throws IOException {
      var builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  // As Lambda itself starts the JVM of a function that has no snapshot.
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-Xmx" + Math.max(64, function.memoryMegabytes() * 3 / 4) + "m",
                  "-cp",
                  runtimeClassPath(),
                  AWSLambda.class.getName(),
                  function.handler())
              .directory(taskRoot.toFile())
              .redirectErrorStream(true);
      var variables = builder.environment();
      variables.keySet().retainAll(Set.of("PATH", "HOME", "TMPDIR", "LANG"));
      variables.putAll(environment);
      variables.put("AWS_LAMBDA_RUNTIME_API", api.authority());
      variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
      variables.put(
          "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes()));
      variables.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
      variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
      variables.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
      variables.put("LAMBDA_TASK_ROOT", taskRoot.toString());
      variables.put("_HANDLER", function.handler());
      return builder.start();
    }

    @Override
    public Invocation invoke(byte[] event) throws InterruptedException {
      var failed = waitForStart();
      if (failed.isPresent()) {
        usable = false;
        return new Invocation.Failed(failed.get());
      }
      var outcome = api.hand(event, Clock.systemUTC().millis() + function.timeout().toMillis());
      var _ =
          process
              .onExit()
              .thenRun(() -> outcome.complete(new Invocation.Failed(function.name() + " ended")));
      try {
        return outcome.get(function.timeout().toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        usable = false;
        log("did not return within " + function.timeout().toSeconds() + " s");
        return new Invocation.TimedOut();
      } catch (ExecutionException e) {
        throw new IllegalStateException("an outcome never fails", e);
      }
    }

    private Optional<String> waitForStart() throws InterruptedException {
      var started =
          CompletableFuture.anyOf(
              api.initialised(),
              process.onExit().thenApply(_ -> Optional.of(function.name() + " ended")));
      try {
        return started.get(INIT.toSeconds(), TimeUnit.SECONDS) instanceof Optional<?> failure
            ? failure.map(String::valueOf)
            : Optional.empty();
      } catch (TimeoutException _) {
        return Optional.of(function.name() + " did not start within " + INIT.toSeconds() + " s");
      } catch (ExecutionException e) {
        throw new IllegalStateException("a start never fails so", e);
      }
    }

    @Override
    public boolean isUsable() {
      return usable && process.isAlive();
    }

    @Override
    public void close() {
      usable = false;
      process.destroyForcibly();
      try {
        process.waitFor();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      api.close();
    }

    private void copyLog() {
      try (var lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
          log(line);
        }
      } catch (IOException _) {
        // the process is gone, and its log with it
      }
    }

    private void log(String line) {
      System.err.println("[" + function.name() + "] " + line);
    }
  }
}
