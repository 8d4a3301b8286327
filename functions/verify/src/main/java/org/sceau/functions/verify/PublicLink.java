package org.sceau.functions.verify;

import org.jspecify.annotations.Nullable;
import org.sceau.lambda.HttpRequest;
import org.sceau.lambda.HttpResponse;
import org.sceau.lambda.Problem;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.CredentialRecord;
import org.sceau.records.credential.ErasedCredential;
import org.sceau.records.credential.IssuedCredential;
import org.sceau.records.status.PublishedTimes;
import org.sceau.verification.CredentialVerifier;
import org.sceau.verification.Records;
import org.sceau.verification.ReportJson;

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
    return answer(name, representation, request).with("vary", "Accept, Accept-Language");
  }

  private HttpResponse file(
      String name, String suffix, HttpRequest request, Representation representation) {
    return answer(name.substring(0, name.length() - suffix.length()), representation, request);
  }

  private HttpResponse answer(String name, Representation representation, HttpRequest request) {
    return switch (lookUp(name)) {
      case IssuedCredential issued -> kept(represent(issued, representation, request));
      case ErasedCredential _ -> kept(erased(request, representation));
      case null -> missing(request, representation);
    };
  }

  private @Nullable CredentialRecord lookUp(String name) {
    return CredentialId.isValid(name) ? records.lookUp(new CredentialId(name)).orElse(null) : null;
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

  /** Allows caches one minute, so that a change of status is visible within it. */
  private static HttpResponse kept(HttpResponse response) {
    return response.with("cache-control", "public, max-age=60");
  }

  /** Of an erased credential no word is left to be shown. */
  private HttpResponse erased(HttpRequest request, Representation representation) {
    return representation == Representation.PAGE
        ? pages.erased(vocabulary.ofPage(request))
        : Problem.erased(
                "The credential at this address was erased by its issuer, and nothing of it is"
                    + " kept; a file of it that somebody holds can still be verified.")
            .toResponse();
  }

  /** The same for every credential that is not there, whatever its id looks like. */
  private HttpResponse missing(HttpRequest request, Representation representation) {
    return representation == Representation.PAGE
        ? pages.missing(vocabulary.ofPage(request)).with("cache-control", "no-store")
        : Problem.notFound("There is no credential at this address: see that the link is whole.")
            .toResponse();
  }
}
