package org.sceau.functions.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sceau.verification.Messages;

/**
 * What the page of a credential shows, in words; the template only sets it.
 *
 * @param shown what the credential says; {@code null} if nothing proves it
 */
public record Page(
    Messages words,
    Frame frame,
    Banner banner,
    @Nullable Shown shown,
    List<CheckLine> checks,
    List<Entry> technical) {

  /** How a verdict looks; never told by its colour alone. */
  public enum Tone {
    GOOD("ok"),
    BAD("no"),
    UNKNOWN("unknown"),
    /** Genuine, and yet not to be relied on today. */
    CAUTION("wait");

    private final String icon;

    Tone(String icon) {
      this.icon = icon;
    }

    public String icon() {
      return icon;
    }
  }

  /**
   * What every page has.
   *
   * @param title of the window, and of the link where it is shared
   * @param url the address without a language
   */
  public record Frame(
      String title,
      String description,
      String url,
      @Nullable String image,
      List<Alternative> languages) {}

  /** The page in a language. */
  public record Alternative(String tag, String name, String href, boolean current) {}

  /**
   * The verdict in plain words.
   *
   * @param replacedBy the public link that leads on
   */
  public record Banner(
      Tone tone,
      String headline,
      String sentence,
      @Nullable String reason,
      @Nullable String replacedBy,
      String at,
      String atTime) {}

  /**
   * What the credential says.
   *
   * @param language the language of the credential's texts, for screen readers; {@code null} means
   *     the language of the page
   */
  public record Shown(
      @Nullable String language,
      String kind,
      String name,
      @Nullable String image,
      @Nullable String description,
      List<Entry> award,
      List<Entry> facts,
      List<Text> skills,
      @Nullable String criteria,
      @Nullable String criteriaUrl) {}

  /** A label with what it stands for. */
  public record Entry(String label, List<Text> values) {

    private static final int LONG = 90;

    public Entry {
      values = List.copyOf(values);
    }

    /** Whether it needs more room than a column. */
    public boolean isLong() {
      return values.stream().anyMatch(value -> value.text().length() > LONG);
    }
  }

  /**
   * A text, perhaps with a note in small print, perhaps a link.
   *
   * @param time the machine's spelling, if the text is a date
   */
  public record Text(
      String text, @Nullable String note, @Nullable String href, @Nullable String time) {

    static Text of(String text) {
      return new Text(text, null, null, null);
    }

    static Text link(String text, @Nullable String href) {
      return new Text(text, null, href, null);
    }
  }

  /** One check, its outcome, and a sentence on it. */
  public record CheckLine(Tone tone, String name, String outcome, String sentence) {}
}
