package org.sceau.functions.verify;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sceau.dataintegrity.Canonicalizer;
import org.sceau.dataintegrity.TypeVocabulary;
import org.sceau.jose.accp.LazyNativeSignatures;
import org.sceau.lambda.HttpFunction;
import org.sceau.lambda.HttpRequest;
import org.sceau.lambda.HttpResponse;
import org.sceau.lambda.Problem;
import org.sceau.records.Deployment;
import org.sceau.records.catalog.Catalog;
import org.sceau.records.credential.CredentialStore;
import org.sceau.records.status.PublishedTimes;
import org.sceau.verification.Fetcher;
import org.sceau.verification.TrustRegistry;

/**
 * {@code GET /c/{id}}, the public link, {@code POST /credentials/verify} and {@code POST
 * /presentations/verify}.
 */
public final class VerifyHandler extends HttpFunction {

  private final LazyNativeSignatures signatures;
  private final PublicLink publicLink;
  private final VerifyCredentialRoute broughtCredential;
  private final Supplier<VerifyPresentationRoute> broughtPresentation;

  /** For Lambda, which calls it once before the first request. */
  public VerifyHandler() {
    this(System.getenv());
  }

  public VerifyHandler(Map<String, String> environment) {
    this(Wiring.of(environment), System.out::println);
  }

  /** For tests, and wherever the records are kept elsewhere. */
  public VerifyHandler(
      Deployment deployment,
      Catalog catalog,
      CredentialStore store,
      PublishedTimes times,
      Canonicalizer canonicalizer,
      TypeVocabulary types,
      Supplier<Fetcher> fetcher,
      Supplier<List<TrustRegistry>> registries,
      InstantSource clock,
      Consumer<String> log) {
    this(
        Wiring.of(
            deployment,
            catalog,
            store::lookUp,
            times,
            canonicalizer,
            types,
            fetcher,
            registries,
            clock),
        log);
  }

  private VerifyHandler(Wiring wiring, Consumer<String> log) {
    super(log);
    this.signatures = wiring.signatures();
    this.publicLink = wiring.publicLink();
    this.broughtCredential = wiring.broughtCredential();
    this.broughtPresentation = wiring.broughtPresentation();
  }

  @Override
  protected HttpResponse answer(HttpRequest request) {
    return switch (request.routeKey()) {
      case "GET /c/{id}" -> publicLink.answer(request);
      case "HEAD /c/{id}" -> withoutBody(publicLink.answer(request));
      case "POST /credentials/verify" -> {
        signatures.brought();
        yield broughtCredential.answer(request);
      }
      case "POST /presentations/verify" -> {
        signatures.brought();
        yield broughtPresentation.get().answer(request);
      }
      default -> Problem.notFound("There is no such route.").toResponse();
    };
  }

  private static HttpResponse withoutBody(HttpResponse response) {
    return new HttpResponse(response.status(), response.headers(), new byte[0]);
  }
}
