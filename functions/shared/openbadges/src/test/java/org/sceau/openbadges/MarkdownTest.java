package org.sceau.openbadges;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {

  private static final String LINK = "Let its links begin with https://, http:// or mailto:.";

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Inline links, with the spellings of a destination.
        "[x](javascript:alert(1))",
        "[x]( <javascript:alert(1)>)",
        "[x](<javascript:alert( 1 )> \"title\")",
        "[x](\n JaVaScRiPt:alert(1))",
        "[x](\u00a0javascript:alert(1))",
        "[x](\u2003https://issuer.example)",
        "[x](java%73cript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](&#x6A;avascript:alert(1))",
        "[x](javascript&colon;alert(1))",
        "[x](java&Tab;script:alert(1))",
        "[x](&#1;javascript:alert(1))",
        "[x](javascript\\:alert(1))",
        "[x](\\\\javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "[x](file:///etc/passwd)",
        "[x](//evil.example)",
        "[x](/issuers/a)",
        "[x](#a)",
        "[x](https:evil.example)",
        "[x]()",
        "[a [b] c](javascript:alert(1))",
        "[a \\] c](javascript:alert(1))",
        "[`]` c](javascript:alert(1))",
        "[![x](https://issuer.example/a.png)](javascript:alert(1))",
        "[![x](javascript:alert(1))](https://issuer.example)",
        "![x](javascript:alert(1))",
        "![x](data:image/svg+xml,<svg/>)",
        "*a **b [x](javascript:alert(1)) c** d*",
        "# [x](javascript:alert(1))",
        "[x](javascript:alert(1))\n===",
        // Autolinks.
        "<javascript:alert(1)>",
        "<JAVASCRIPT:alert(1)>",
        "<vbscript:x>",
        "> <data:text/html,x>",
        // Reference definitions, used and unused.
        "Voir [x].\n\n[x]: javascript:alert(1)",
        "[x]: javascript:alert(1)",
        "[x]:\n  <javascript:alert(1)>\n  'title'",
        "   [x]: &#106;avascript:alert(1)",
        "> [a]: javascript:alert(1)\n\n[a]",
        "> > [a]: javascript:alert(1)\n\n[a]",
        ">[a]: javascript:alert(1)\n\n[a][]",
        "- [a]: javascript:alert(1)\n\n[a]",
        "1. [a]: javascript:alert(1)\n\n[b][a]",
        "- > 1) [a]: javascript:alert(1)\n\n[a]",
        "- text\n\n  [a]: javascript:alert(1)\n\n[a]",
        "[a\\]b]: javascript:alert(1)\n\n[a\\]b]",
        "[\\[]: javascript:alert(1)\n\n[\\[]",
        "[a\nb]: javascript:alert(1)\n\n[a b]",
        "[a]: https://issuer.example\n[a]: javascript:alert(1)",
        "[^1]: javascript:alert(1)\n\nNote [^1]",
        "![a]\n\n> [a]: javascript:alert(1)"
      })
  void aLinkThatLeadsToNoWebPageOrMailboxIsRefused(String text) {
    assertThat(Markdown.whyNot(text)).contains(LINK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "a <script>alert(1)</script>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "a <a href=\"https://issuer.example\">x</a>",
        "<A\nHREF='javascript:alert(1)'>x</A>",
        "> <img src=x onerror=alert(1)>",
        "- a\n\n  <svg onload=alert(1)>",
        "1. <div\n   onclick=alert(1)",
        "a <b>b</b>",
        "a</b>",
        "a <!-- b -->",
        "<!-- never closed",
        "a <?php b ?>",
        "<?never closed",
        "<!DOCTYPE html>",
        "a <![CDATA[ b ]]>",
        "[<b>x</b>](https://issuer.example)",
        "[x](<java\nscript:x>)",
        "<java\tscript:x>"
      })
  void htmlIsRefused(String text) {
    assertThat(Markdown.whyNot(text)).hasValueSatisfying(why -> assertThat(why).contains("HTML"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a &#x202e; b",
        "a &rlm;&#8238; b",
        "a &#1; b",
        "[x](https://issuer.example/&#x202e;)",
        "[x](https://issuer.example \"a &#x2066; b\")",
        "![x](https://issuer.example '&#x202e;')",
        "[x]: https://issuer.example '&#x202e;'"
      })
  void anEntityBringsNoControlCharacter(String text) {
    assertThat(Markdown.whyNot(text))
        .hasValueSatisfying(why -> assertThat(why).contains("control and direction"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[x](https://issuer.example/a_(b)) et <https://issuer.example>, <mailto:a@issuer.example>",
        "[x]( <HTTP://issuer.example>) <a@issuer.example>",
        "[x](&#104;ttps://issuer.example \"Le titre\")",
        "[a \\] b](MailTo:a@issuer.example) ![x](https://issuer.example/a.png)",
        "Voir [x].\n\n> - [x]: https://issuer.example",
        "[^1]: Voir le site.\n\nNote [^1], [x], [y][z], :]",
        "f[i] (javascript: un mot), javascript:alert(1), a < b: c > d, &lt;script>, \\<b>",
        "`<script>[x](javascript:alert(1))</script>`",
        "    <script>\n\n```\n[x]: javascript:alert(1)\n```",
        "# Titre\n\n1. *un* **deux**\n   - trois\n\n---\n\n> &eacute;",
      })
  void allElseIsTaken(String text) {
    assertThat(Markdown.whyNot(text)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("nested")
  void whatTheParserWouldNotReachIsRefused(String text) {
    assertThat(Markdown.whyNot(text)).isPresent();
  }

  static Stream<String> nested() {
    return Stream.of(
        "> ".repeat(99) + "[a]: javascript:alert(1)\n\n[a]",
        "> ".repeat(101) + "[a]: javascript:alert(1)\n\n[a]",
        "> ".repeat(2_000) + "[x](javascript:alert(1))",
        "1. ".repeat(200) + "<script>",
        "> - ".repeat(100) + "[a]: javascript:alert(1)",
        "![".repeat(300) + "a" + "](javascript:alert(1))".repeat(300),
        "![".repeat(300) + "a" + "](https://a.example)".repeat(300),
        "*".repeat(2_000) + "[x](javascript:alert(1))" + "*".repeat(2_000),
        "[".repeat(2_000) + "x](javascript:alert(1))",
        "*a ".repeat(2_000) + "[x](javascript:alert(1))");
  }

  @Test
  void someNestingIsTaken() {
    assertThat(Markdown.whyNot("> ".repeat(29) + "*a*")).isEmpty();
    assertThat(Markdown.whyNot("> ".repeat(30) + "*a*"))
        .hasValueSatisfying(why -> assertThat(why).contains("32 levels"));
  }

  @Test
  void aTextIsParsedOnlyIfItIsShort() {
    assertThat(Markdown.whyNot("a".repeat(Markdown.MAX_CHARS))).isEmpty();
    assertThat(Markdown.whyNot("a".repeat(Markdown.MAX_CHARS + 1)))
        .contains("Give a text of at most 10000 characters.");
  }
}
