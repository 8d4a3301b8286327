package org.sceau.rules;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/** google-java-format over sources: what {@code mvn -Pformat} runs and what the test asks. */
final class Formatting {

  private final ToolProvider tool = ToolProvider.findFirst("google-java-format").orElseThrow();

  /** Rewrites what is laid out otherwise. The argument is the top of the tree. */
  public static void main(String[] arguments) {
    var tree = new Tree(Path.of(arguments[0]).toAbsolutePath().normalize());
    var formatting = new Formatting();
    var otherwise = formatting.laidOutOtherwise(tree.files(".java"));
    if (!otherwise.isEmpty()) {
      formatting.run("--replace", otherwise);
    }
    otherwise.forEach(file -> System.out.println("formatted: " + tree.name(file)));
  }

  /** The files that the tool would change. */
  List<Path> laidOutOtherwise(List<Path> files) {
    return run("--dry-run", files).lines().map(Path::of).toList();
  }

  private String run(String option, List<Path> files) {
    var arguments = new ArrayList<>(List.of(option));
    files.forEach(file -> arguments.add(file.toString()));
    var output = new StringWriter();
    var errors = new StringWriter();
    var code =
        tool.run(
            new PrintWriter(output), new PrintWriter(errors), arguments.toArray(String[]::new));
    if (code != 0) {
      throw new IllegalStateException(errors.toString());
    }
    return output.toString();
  }
}
