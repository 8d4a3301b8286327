package org.sceau.bench.issuing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.sceau.bench.Fixture;
import org.sceau.emulator.wire.WireAnswer;
import org.sceau.emulator.wire.WireRequest;
import org.sceau.emulator.wire.WireServer;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;

/**
 * The memory of {@code sceau issue} with a hundred thousand rows, of a server that answers at once
 * and with all that the API answers: credentials of every element, in both forms.
 */
public final class IssueMemory {

  private static final int ROWS = 100_000;
  private static final int ALLOWED_MEBIBYTES = 256;
  private static final JsonLimits LIMITS = new JsonLimits(1024 * 1024, 16, 100_000, 64 * 1024, 32);

  private static final String ID = "@id";

  private IssueMemory() {}

  /** Options: a number of rows. Fails if more memory is taken than may be. */
  public static void run(List<String> options) throws IOException, InterruptedException {
    int rows = options.isEmpty() ? ROWS : Integer.parseInt(options.getFirst());
    var folder = Files.createTempDirectory("sceau-bench");
    try {
      Fixture.write(folder);
      var awarded = new AtomicInteger();
      var result = result(folder);
      try (var server =
          WireServer.start(LIMITS.bytes(), request -> answer(request, result, awarded))) {
        var took =
            IssueProcess.run(
                People.list(folder.resolve("list.csv"), 1, rows),
                server.endpoint(),
                "sceau_abcdefghijkl_" + "S".repeat(43),
                List.of("--achievement", "data"));
        System.out.printf(
            "%,d rows in %.1f s, answers of %,d bytes a row: %d MiB of heap after a collection,"
                + " %d MiB resident, at most%n",
            rows,
            took.seconds(),
            result.length(),
            Math.round(took.heapMebibytes()),
            Math.round(took.residentMebibytes()));
        if (took.done() != rows || awarded.get() != rows) {
          throw new IllegalStateException(took.done() + " done, " + awarded + " awarded");
        }
        if (took.residentMebibytes() > ALLOWED_MEBIBYTES) {
          throw new IllegalStateException("more than " + ALLOWED_MEBIBYTES + " MiB");
        }
      }
    } finally {
      AwardRun.delete(folder);
    }
  }

  private static String result(Path folder) {
    return """
    {"status":201,"id":"%1$s","link":"https://sceau.example/c/%1$s","jwt":"%2$s",\
    "verifiableCredential":%3$s,"annexOne":{"present":11,"of":11,"missing":[]}}\
    """
        .formatted(
            ID, Fixture.text(folder, "credential.jwt"), Fixture.text(folder, "credential.json"));
  }

  private static WireAnswer answer(WireRequest request, String result, AtomicInteger awarded) {
    if (!(JsonReader.read(request.body(), LIMITS) instanceof JsonReading.Read(JsonObject body))) {
      return new WireAnswer(400, Map.of(), new byte[0]);
    }
    var answer = new ByteArrayOutputStream();
    var separator = "{\"results\":[";
    for (int i = 0; i < body.list("recipients").size(); i++) {
      answer.writeBytes(separator.getBytes(UTF_8));
      answer.writeBytes(
          result.replace(ID, "%022d".formatted(awarded.incrementAndGet())).getBytes(UTF_8));
      separator = ",";
    }
    answer.writeBytes("]}".getBytes(UTF_8));
    return new WireAnswer(201, Map.of("Content-Type", "application/json"), answer.toByteArray());
  }
}
