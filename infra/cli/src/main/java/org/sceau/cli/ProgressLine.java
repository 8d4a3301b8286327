package org.sceau.cli;

import java.time.Duration;
import java.util.Locale;
import org.sceau.cli.batch.Progress;
import org.sceau.verification.Messages;

/**
 * Says how far it is, how fast, and how long it will take: on one line of a terminal, and otherwise
 * in a line now and then.
 */
final class ProgressLine implements Progress {

  private static final Duration ON_A_TERMINAL = Duration.ofMillis(200);
  private static final Duration IN_A_FILE = Duration.ofSeconds(10);

  private final Surroundings surroundings;
  private final Messages phrases;
  private final int total;
  private Duration said = Duration.ZERO;
  private int width;

  ProgressLine(Surroundings surroundings, Messages phrases, int total) {
    this.surroundings = surroundings;
    this.phrases = phrases;
    this.total = total;
  }

  @Override
  public synchronized void at(int settled, int now, Duration since) {
    if (since.minus(said).compareTo(surroundings.isTerminal() ? ON_A_TERMINAL : IN_A_FILE) < 0) {
      return;
    }
    said = since;
    double perSecond = now / Math.max(since.toMillis() / 1000.0, 0.001);
    var left =
        perSecond > 0 ? time(Duration.ofSeconds(Math.round((total - settled) / perSecond))) : "?";
    var text =
        phrases.text(
            "progress",
            number(settled),
            number(total),
            String.format(locale(), perSecond < 10 ? "%.1f" : "%.0f", perSecond),
            left);
    if (surroundings.isTerminal()) {
      width = Math.max(width, text.length());
      surroundings.err().print("\r" + text + " ".repeat(width - text.length()));
      surroundings.err().flush();
    } else {
      surroundings.err().println(text);
    }
  }

  /** Leaves the line to what is said next. */
  synchronized void end() {
    if (width > 0) {
      surroundings.err().print("\r" + " ".repeat(width) + "\r");
      surroundings.err().flush();
    }
  }

  private String number(int number) {
    return String.format(locale(), "%,d", number);
  }

  private Locale locale() {
    return phrases.language().locale();
  }

  static String time(Duration duration) {
    if (duration.toHours() > 0) {
      return "%d h %02d min".formatted(duration.toHours(), duration.toMinutesPart());
    }
    return duration.toMinutes() > 0
        ? "%d min %02d s".formatted(duration.toMinutes(), duration.toSecondsPart())
        : duration.toSeconds() + " s";
  }
}
