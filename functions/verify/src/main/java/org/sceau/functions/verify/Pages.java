package org.sceau.functions.verify;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.sceau.functions.verify.page.JteabsentGenerated;
import org.sceau.functions.verify.page.JtecredentialGenerated;
import org.sceau.jose.Sha256;
import org.sceau.lambda.HttpResponse;
import org.sceau.records.Deployment;
import org.sceau.records.credential.CredentialId;
import org.sceau.verification.Messages;
import org.sceau.verification.VerificationReport;

/**
 * The pages as HTML, complete in themselves: one stylesheet inside, no script, and nothing loaded
 * but the image of the achievement.
 */
final class Pages {

  private final PageComposer composer;
  private final String stylesheet = stylesheet();
  private final String policy =
      "default-src 'none'; style-src '"
          + digest(stylesheet)
          + "'; img-src https: data: 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  Pages(Deployment deployment) {
    this.composer = new PageComposer(deployment);
  }

  HttpResponse credential(
      CredentialId id, VerificationReport report, Optional<Instant> listOf, Messages words) {
    var html = new StringOutput();
    JtecredentialGenerated.render(
        new OwaspHtmlTemplateOutput(html),
        null,
        composer.compose(id, report, listOf, words),
        stylesheet);
    return page(200, html.toString(), words);
  }

  /** The answer to a link that leads nowhere. */
  HttpResponse missing(Messages words) {
    return absent(404, "missing", words);
  }

  /** The answer to a link to what was erased. */
  HttpResponse erased(Messages words) {
    return absent(410, "erased", words);
  }

  private HttpResponse absent(int status, String why, Messages words) {
    var html = new StringOutput();
    JteabsentGenerated.render(
        new OwaspHtmlTemplateOutput(html),
        null,
        words,
        why,
        composer.absent(why, words),
        stylesheet);
    return page(status, html.toString(), words);
  }

  private HttpResponse page(int status, String html, Messages words) {
    return HttpResponse.text(status, "text/html; charset=utf-8", html)
        .with("content-language", words.language().tag())
        .with("content-security-policy", policy)
        .with("x-content-type-options", "nosniff")
        .with("x-frame-options", "DENY")
        .with("referrer-policy", "no-referrer")
        .with("x-robots-tag", "noindex");
  }

  private static String stylesheet() {
    try (var resource = Pages.class.getResourceAsStream("page.css")) {
      if (resource == null) {
        throw new IllegalStateException("page.css is missing beside " + Pages.class);
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading page.css", e);
    }
  }

  /** The source expression by which the policy admits the one stylesheet (CSP 3, section 2.3.1). */
  private static String digest(String stylesheet) {
    return "sha256-" + Base64.getEncoder().encodeToString(Sha256.of(stylesheet));
  }
}
