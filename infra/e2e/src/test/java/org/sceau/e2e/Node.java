package org.sceau.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.opentest4j.TestAbortedException;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.json.JsonWriter;

/**
 * The scripts below {@code src/test/node}, with the libraries that their lock file names.
 *
 * <p>They run from a copy below {@code target}, so that the sources stay as they were written.
 * Tests that open it carry {@code @Needs(Equipment.NODE)}.
 */
public final class Node {

  /** The folder of the contexts, for the option {@code --contexts} of the scripts. */
  static final String CONTEXTS =
      Path.of("../../functions/shared/dataintegrity/src/main/resources")
          .resolve("org/sceau/dataintegrity/contexts/files")
          .toAbsolutePath()
          .normalize()
          .toString();

  private static final Path SOURCES = Path.of("src", "test", "node");
  private static final Path FOLDER = Path.of("target", "node");
  private static final Path INSTALLED = FOLDER.resolve("installed.lock");
  private static final long PATIENCE_SECONDS = 180;
  private static final JsonLimits LIMITS =
      new JsonLimits(8 * 1024 * 1024, 64, 500_000, 4 * 1024 * 1024, 100);

  /** npm's words for a registry that is not within reach, as opposed to a lock that is wrong. */
  private static final Pattern UNREACHABLE =
      Pattern.compile("ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|E503");

  private Node() {}

  /** The scripts, after {@code npm ci} where this build has not called it yet. */
  public static Node open() {
    try {
      copySources();
      var lock = FOLDER.resolve("package-lock.json");
      if (!Files.exists(INSTALLED) || Files.mismatch(lock, INSTALLED) >= 0) {
        install();
        Files.copy(lock, INSTALLED, StandardCopyOption.REPLACE_EXISTING);
      }
      return new Node();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What a script found, as the one line that it prints. A finding of {@code verified: false} is an
   * answer; a script that prints none is an error.
   */
  public JsonObject run(String script, String... arguments) {
    var command = new ArrayList<>(List.of("node", script));
    command.addAll(List.of(arguments));
    var ended = call(command);
    if (ended.output().isEmpty()) {
      throw new AssertionError(script + " found nothing: " + ended.errors());
    }
    return read(script, ended.output());
  }

  /** Whether a script found what it was shown to be verified. */
  static boolean verified(JsonObject finding) {
    return finding.get("verified") instanceof JsonBoolean(var verified) && verified;
  }

  /** The text of a sample beside the tests. */
  static String sample(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8).strip();
  }

  static byte[] bytes(String name) {
    try (var in = Node.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException(name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a script that answers questions for as long as there are some, a line each. */
  public Conversation converse(String script, List<String> given, String... arguments) {
    var command = new ArrayList<>(List.of("node", script));
    command.addAll(given);
    command.addAll(List.of(arguments));
    try {
      return new Conversation(
          script,
          new ProcessBuilder(command)
              .directory(FOLDER.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A script that is asked one thing after another. */
  public static final class Conversation implements AutoCloseable {

    private final String script;
    private final Process process;
    private final BufferedReader answers;

    private Conversation(String script, Process process) {
      this.script = script;
      this.process = process;
      this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** What the script says against a credential; empty if it verifies it. */
    List<String> problems(String form, byte[] credential) {
      var answer =
          ask(
              JsonObject.builder()
                  .put("form", form)
                  .put("bytes", Base64.getEncoder().encodeToString(credential))
                  .build());
      if (verified(answer)) {
        return List.of();
      }
      var problems =
          answer.list("problems").stream()
              .map(problem -> problem instanceof JsonString(var text) ? text : "")
              .toList();
      return problems.isEmpty() ? List.of("no reason") : problems;
    }

    /** The script's answer; without one in time the script is ended, and that is an error. */
    private JsonObject ask(JsonObject question) {
      var late = CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      var watch = CompletableFuture.runAsync(process::destroyForcibly, late);
      try {
        var writer = process.outputWriter(StandardCharsets.UTF_8);
        writer.write(JsonWriter.write(question) + "\n");
        writer.flush();
        var answer = answers.readLine();
        if (answer == null) {
          throw new AssertionError(script + " gave no answer to " + question);
        }
        return read(script, answer);
      } catch (IOException e) {
        throw new AssertionError(script + " gave no answer to " + question, e);
      } finally {
        var _ = watch.cancel(false);
      }
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  private static JsonObject read(String script, String line) {
    return switch (JsonReader.read(line.getBytes(StandardCharsets.UTF_8), LIMITS)) {
      case JsonReading.Read(JsonObject finding) -> finding;
      case JsonReading other ->
          throw new AssertionError(script + " printed " + line + ": " + other);
    };
  }

  private static void copySources() throws IOException {
    Files.createDirectories(FOLDER);
    List<Path> sources;
    try (var listed = Files.list(SOURCES)) {
      sources = listed.filter(Files::isRegularFile).toList();
    }
    for (var source : sources) {
      Files.copy(source, FOLDER.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void install() {
    System.out.println("npm ci: the libraries that give a second opinion");
    var ended = call(List.of("npm", "ci"));
    if (ended.code() == 0) {
      return;
    }
    var words = ended.output() + ended.errors();
    if (UNREACHABLE.matcher(words).find()) {
      throw new TestAbortedException("interoperability: npm's registry is out of reach");
    }
    throw new AssertionError("npm ci failed: " + words);
  }

  private static Ended call(List<String> command) {
    try {
      var errors = Files.createTempFile(FOLDER, "stderr", ".txt");
      try {
        var process =
            new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
          process.getOutputStream().close();
          var _ =
              process
                  .onExit()
                  .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                  .exceptionally(_ -> process.destroyForcibly());
          var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
          var code = process.waitFor();
          return new Ended(code, output.strip(), Files.readString(errors));
        } finally {
          process.destroyForcibly();
        }
      } finally {
        Files.deleteIfExists(errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private record Ended(int code, String output, String errors) {}
}
