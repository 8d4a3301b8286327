package org.sceau.cli;

import java.io.Console;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sceau.verification.Language;
import org.sceau.verification.Messages;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The command line. */
public final class Main {

  private Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    var surroundings =
        new Surroundings(
            System.in,
            System.out,
            System.err,
            System.getenv(),
            Locale.getDefault(Locale.Category.DISPLAY),
            Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false),
            Clock.systemUTC(),
            new SecureRandom(),
            Thread::sleep);
    int code = run(List.of(arguments), surroundings);
    System.out.flush();
    System.err.flush();
    System.exit(code);
  }

  /** Runs the command; returns the exit code. */
  static int run(List<String> arguments, Surroundings surroundings) {
    var phrases =
        new Messages(language(arguments, surroundings.locale()), "org.sceau.cli.messages");
    var asked = asked(arguments);
    if (asked.isPresent() && Language.of(asked.get()).isEmpty()) {
      surroundings.err().println(phrases.text("lang.unknown"));
      return Exit.USAGE;
    }
    return commandLine(surroundings, phrases).execute(arguments.toArray(String[]::new));
  }

  /** What every command understands. The language is read before all else: the help is in it. */
  private static CommandSpec sceau() {
    return CommandSpec.create()
        .name("sceau")
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .scopeType(ScopeType.INHERIT)
                .descriptionKey("help")
                .build())
        .addOption(
            OptionSpec.builder("--lang")
                .type(String.class)
                .paramLabel("fr|en")
                .scopeType(ScopeType.INHERIT)
                .descriptionKey("lang")
                .build());
  }

  private static CommandLine commandLine(Surroundings surroundings, Messages phrases) {
    var line = new CommandLine(sceau());
    line.addSubcommand(new VerifyCommand(surroundings, phrases));
    line.addSubcommand(new IssueCommand(surroundings, phrases));
    line.addSubcommand(new RevokeCommand(surroundings, phrases));
    line.setResourceBundle(phrases.bundle());
    line.setOut(writer(surroundings.out()));
    line.setErr(writer(surroundings.err()));
    line.setUsageHelpAutoWidth(false);
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setExecutionStrategy(parsed -> {
      if (!parsed.hasSubcommand() && !parsed.isUsageHelpRequested()) {
        line.usage(surroundings.err());
        return Exit.USAGE;
      }
      return new CommandLine.RunLast().execute(parsed);
    });
    line.setParameterExceptionHandler((wrong, _) -> usage(wrong, surroundings, phrases));
    line.setExecutionExceptionHandler((thrown, _, _) -> {
      return switch (thrown) {
        case StoppedException stopped -> {
          surroundings.err().println(PlainText.withoutKeys(String.valueOf(stopped.getMessage())));
          yield stopped.exitCode();
        }
        case InvalidPathException _ -> {
          surroundings.err().println(phrases.text("file.unreadable", "?"));
          yield Exit.USAGE;
        }
        default -> throw thrown;
      };
    });
    return line;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, stream.charset()), true);
  }

  private static int usage(ParameterException wrong, Surroundings surroundings, Messages phrases) {
    surroundings
        .err()
        .println(
            PlainText.withoutKeys(PlainText.of(String.valueOf(wrong.getMessage())))
                + ". "
                + phrases.text("seeHelp", wrong.getCommandLine().getCommandSpec().qualifiedName()));
    return Exit.USAGE;
  }

  /** The language asked for, or that of the machine; English if it is neither of the two. */
  private static Language language(List<String> arguments, Locale locale) {
    return asked(arguments)
        .flatMap(Language::of)
        .or(() -> Language.of(locale.toLanguageTag()))
        .orElse(Language.EN);
  }

  private static Optional<String> asked(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).startsWith("--lang=")) {
        return Optional.of(arguments.get(i).substring("--lang=".length()));
      }
      if (arguments.get(i).equals("--lang") && i + 1 < arguments.size()) {
        return Optional.of(arguments.get(i + 1));
      }
    }
    return Optional.empty();
  }
}
