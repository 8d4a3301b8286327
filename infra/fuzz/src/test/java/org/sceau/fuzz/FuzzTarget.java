package org.sceau.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Jazzer calls, in a JVM of its own for each reader. */
public final class FuzzTarget {

  private static @Nullable ForeignBytes reader;

  private FuzzTarget() {}

  /**
   * Called once, with the name of the reader. It reads what is kept, so that the time that is
   * measured is not spent on loading classes.
   */
  public static void fuzzerInitialize(String[] arguments) throws IOException {
    var chosen = ForeignBytes.valueOf(arguments[0]);
    for (var input : chosen.kept()) {
      chosen.read(Files.readAllBytes(input));
    }
    reader = chosen;
  }

  /** Called with one input after another; whatever it throws is a finding. */
  public static void fuzzerTestOneInput(byte[] input) {
    Optional.ofNullable(reader).orElseThrow().read(input);
  }
}
