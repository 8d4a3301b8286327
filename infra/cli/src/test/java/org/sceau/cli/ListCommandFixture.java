package org.sceau.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A list in a folder, the API that its rows are sent to, and the command that sends them. */
abstract class ListCommandFixture {

  @TempDir Path folder;
  FakeApi api;
  CommandRunner runner;

  @BeforeEach
  void start() {
    api = new FakeApi();
    runner = runner(Locale.UK);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  CommandRunner runner(Locale locale) {
    return new CommandRunner(Map.of("SCEAU_API", api.url(), "SCEAU_KEY", FakeApi.KEY), "", locale);
  }

  CommandRunner.Ending run(List<String> command, String... more) {
    return runner.sceau(Stream.concat(command.stream(), Stream.of(more)).toArray(String[]::new));
  }

  String list(String text) throws IOException {
    return Files.writeString(folder.resolve("list.csv"), text).toString();
  }
}
