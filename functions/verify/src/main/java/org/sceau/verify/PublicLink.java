package org.sceau.verify;

import java.util.Optional;
import org.sceau.credential.CredentialId;
import org.sceau.http.HttpRequest;
import org.sceau.http.HttpResponse;
import org.sceau.http.Problem;
import org.sceau.issuing.IssuedCredential;
import org.sceau.status.PublishedTimes;
import org.sceau.verification.CredentialVerifier;
import org.sceau.verification.Records;

/**
 * {@code GET /c/{id}}: the page, the report or the signed credential, by {@code Accept}; with
 * {@code .jwt} or {@code .json} behind the id, the bytes as they were signed; with {@code ?report},
 * the report.
 */
final class PublicLink {

  private static final String JWT_TYPE = "application/vc+jwt";
  private static final String EMBEDDED_TYPE = "application/vc";

  private final Records records;
  private final PublishedTimes times;
  private final CredentialVerifier verifier;
  private final Pages pages;
  private final Vocabulary vocabulary;

  PublicLink(
      Records records,
      PublishedTimes times,
      CredentialVerifier verifier,
      Pages pages,
      Vocabulary vocabulary) {
    this.records = records;
    this.times = times;
    this.verifier = verifier;
    this.pages = pages;
    this.vocabulary = vocabulary;
  }

  HttpResponse answer(HttpRequest request) {
    var name = request.path("id");
    if (name.endsWith(".jwt")) {
      return file(name, ".jwt", request, Representation.JWT);
    }
    if (name.endsWith(".json")) {
      return file(name, ".json", request, Representation.EMBEDDED);
    }
    // A link on the page cannot send an Accept of its own.
    var representation =
        request.query().containsKey("report")
            ? Representation.REPORT
            : Representation.of(request.header("accept").orElse(""));
    return find(name)
        .map(stored -> kept(represent(stored, representation, request)))
        .orElseGet(() -> missing(request, representation))
        .with("vary", "Accept, Accept-Language");
  }

  private HttpResponse file(
      String name, String suffix, HttpRequest request, Representation representation) {
    return find(name.substring(0, name.length() - suffix.length()))
        .map(stored -> kept(represent(stored, representation, request)))
        .orElseGet(() -> missing(request, representation));
  }

  private Optional<IssuedCredential> find(String name) {
    return CredentialId.isValid(name) ? records.find(new CredentialId(name)) : Optional.empty();
  }

  private HttpResponse represent(
      IssuedCredential stored, Representation representation, HttpRequest request) {
    return switch (representation) {
      case PAGE ->
          pages.credential(
              stored.id(),
              verifier.verifyStored(stored),
              times.publishedAt(stored.position().list()),
              vocabulary.ofPage(request));
      case REPORT ->
          HttpResponse.json(
              200,
              new ReportJson(vocabulary.ofReport(request))
                  .write(verifier.verifyStored(stored), new ReportJson.Extras(true, false)));
      case EMBEDDED -> signed(EMBEDDED_TYPE, stored.secured().embedded());
      case JWT -> signed(JWT_TYPE, stored.secured().jwt());
    };
  }

  private static HttpResponse signed(String type, String bytes) {
    return HttpResponse.text(200, type, bytes).with("x-content-type-options", "nosniff");
  }

  /** A change of status is to be seen within a minute. */
  private static HttpResponse kept(HttpResponse response) {
    return response.with("cache-control", "public, max-age=60");
  }

  /** The same for every credential that is not there, whatever its id looks like. */
  private HttpResponse missing(HttpRequest request, Representation representation) {
    return representation == Representation.PAGE
        ? pages.missing(vocabulary.ofPage(request)).with("cache-control", "no-store")
        : Problem.notFound("There is no credential at this address: see that the link is whole.")
            .toResponse();
  }
}
