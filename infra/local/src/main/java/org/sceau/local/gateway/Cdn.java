package org.sceau.local.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sceau.local.gateway.BucketRoutes.PublicDocument;
import org.sceau.local.gateway.Outgoing.Header;
import org.sceau.local.template.CdnPath;
import org.sceau.local.template.TemplateException;

/**
 * The CDN's behaviours that lead to a bucket. Nothing is cached: what is published shows at once.
 */
final class Cdn {

  private final List<CdnPath> paths;
  private final BucketRoutes documents;

  Cdn(List<CdnPath> paths, BucketRoutes documents) {
    for (var path : paths) {
      if (path.function().filter(function -> !function.equals(StatusForms.NAME)).isPresent()) {
        throw new TemplateException(
            "The local cloud does not play the CDN's function " + path.function().get() + ".");
      }
    }
    this.paths = List.copyOf(paths);
    this.documents = documents;
  }

  /** The answer, if the request is the bucket's and not the API's. */
  Optional<Outgoing> answer(Incoming request) {
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      // On AWS these go to the API's own host.
      return Optional.empty();
    }
    return paths.stream()
        .filter(path -> path.holds(request.path()))
        .findFirst()
        .map(path -> answer(path, request));
  }

  private Outgoing answer(CdnPath path, Incoming request) {
    if (path.function().isEmpty()) {
      return secured(read(path.bucket(), request.path(), request));
    }
    return switch (StatusForms.request(request)) {
      case StatusForms.Outcome.Answered(var answer) -> answer;
      case StatusForms.Outcome.Passed(var wanted) ->
          StatusForms.response(secured(read(path.bucket(), wanted, request)));
    };
  }

  private Outgoing read(String bucket, String path, Incoming request) {
    var key = path.substring(1);
    boolean plain =
        Arrays.stream(key.split("/", -1))
            .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    return (plain ? documents.find(bucket, key) : Optional.<PublicDocument>empty())
        .map(document -> serve(document, request))
        .orElseGet(Cdn::notFound);
  }

  private static Outgoing serve(PublicDocument document, Incoming request) {
    boolean same =
        request
            .header("if-none-match")
            .map(tags ->
                Arrays.stream(tags.split(",", -1))
                    .map(tag -> tag.strip().replaceFirst("^W/", ""))
                    .anyMatch(tag -> tag.equals("*") || tag.equals(document.etag())))
            .orElse(false);
    return new Outgoing(
        same ? 304 : 200,
        List.of(
            new Header("content-type", document.contentType()),
            new Header("cache-control", document.cacheControl()),
            new Header("etag", document.etag())),
        same ? new byte[0] : document.bytes());
  }

  private static Outgoing notFound() {
    return new Outgoing(
        404,
        List.of(new Header("content-type", "application/xml")),
        "<Error><Code>NoSuchKey</Code><Message>There is nothing here.</Message></Error>"
            .getBytes(StandardCharsets.UTF_8));
  }

  private static Outgoing secured(Outgoing answer) {
    return answer
        .with("access-control-allow-origin", "*")
        .with("x-content-type-options", "nosniff");
  }
}
