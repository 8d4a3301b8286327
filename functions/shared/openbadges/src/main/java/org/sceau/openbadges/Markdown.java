package org.sceau.openbadges;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;
import org.sceau.json.SafeText;

/**
 * Checks a text of the type {@code Markdown} of Open Badges 3.0 against what a reader's program may
 * make of it: HTML with links.
 */
public final class Markdown {

  /** Bounds the time of the parser, which is quadratic for some texts. */
  public static final int MAX_CHARS = 10_000;

  /**
   * Stays below the depths at which the parser gives up and reads what is nested deeper as text:
   * 100 blocks and 100 inlines.
   */
  private static final int MAX_DEPTH = 32;

  private static final Parser COMMONMARK = Parser.builder().build();

  private static final String LENGTH = "Give a text of at most " + MAX_CHARS + " characters.";
  private static final String DEPTH =
      "Nest lists, quotations and emphasis at most " + MAX_DEPTH + " levels deep.";
  private static final String HTML =
      "Leave HTML out: use Markdown, and write \\< where < is only a character.";
  private static final String LINK = "Let its links begin with https://, http:// or mailto:.";
  private static final String CONTROLS =
      "Leave control and direction characters out of the text, as entities too.";

  private Markdown() {}

  /** Returns what to change in the text, if it breaks a rule. */
  public static Optional<String> whyNot(String text) {
    return text.length() > MAX_CHARS ? Optional.of(LENGTH) : firstFault(COMMONMARK.parse(text), 0);
  }

  private static Optional<String> firstFault(Node node, int depth) {
    if (depth > MAX_DEPTH) {
      return Optional.of(DEPTH);
    }
    var fault = fault(node);
    for (var child = node.getFirstChild();
        fault.isEmpty() && child != null;
        child = child.getNext()) {
      fault = firstFault(child, depth + 1);
    }
    return fault;
  }

  private static Optional<String> fault(Node node) {
    return switch (node) {
      case HtmlBlock _, HtmlInline _ -> Optional.of(HTML);
      case Link link -> fault(link.getDestination(), link.getTitle());
      case Image image -> fault(image.getDestination(), image.getTitle());
      case LinkReferenceDefinition link -> fault(link.getDestination(), link.getTitle());
      case Text text when SafeText.hasControls(text.getLiteral()) -> Optional.of(CONTROLS);
      default -> Optional.empty();
    };
  }

  private static Optional<String> fault(String destination, @Nullable String title) {
    var address = destination.toLowerCase(Locale.ROOT);
    if (Stream.of("https://", "http://", "mailto:").noneMatch(address::startsWith)) {
      return Optional.of(LINK);
    }
    return SafeText.hasControls(destination) || (title != null && SafeText.hasControls(title))
        ? Optional.of(CONTROLS)
        : Optional.empty();
  }
}
