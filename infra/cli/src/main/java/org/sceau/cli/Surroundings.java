package org.sceau.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.sceau.cli.batch.Pause;

/**
 * What the machine has for a command.
 *
 * @param isTerminal whether somebody is looking on, rather than a file or another program
 * @param random for waits that differ from those of others
 */
record Surroundings(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Locale locale,
    boolean isTerminal,
    Clock clock,
    RandomGenerator random,
    Pause pause) {}
