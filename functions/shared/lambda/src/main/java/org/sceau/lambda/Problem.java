package org.sceau.lambda;

import java.time.Duration;
import java.util.List;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import org.sceau.json.Violation;

/**
 * A problem detail (RFC 9457, {@code application/problem+json}).
 *
 * @param type the stable last part of the problem's type URN, or a specification's own URL
 * @param title what is wrong, the same for every problem of the type
 * @param detail one sentence on this occurrence, and what to do
 * @param violations the violations, each with its JSON Pointer
 * @param patience the time to wait before a retry, if the status allows one
 */
public record Problem(
    int status,
    String type,
    String title,
    String detail,
    List<Violation> violations,
    Duration patience) {

  private static final Duration A_MOMENT = Duration.ofSeconds(5);

  public Problem {
    violations = List.copyOf(violations);
  }

  public Problem(int status, String type, String title, String detail, List<Violation> violations) {
    this(status, type, title, detail, violations, A_MOMENT);
  }

  public static Problem malformed(String detail) {
    return new Problem(400, "malformed-request", "The request cannot be read", detail, List.of());
  }

  public static Problem invalid(List<Violation> violations) {
    return new Problem(
        400,
        "invalid-request",
        "The request is not valid",
        violations.size() == 1
            ? violations.getFirst().path() + ": " + violations.getFirst().message()
            : violations.size() + " fields are invalid; see violations.",
        violations);
  }

  public static Problem unauthorized(boolean broughtKey) {
    return new Problem(
        401,
        "unauthorized",
        "An API key is needed",
        broughtKey
            ? "The API key is not known: check that it was copied whole, and that it was not"
                + " withdrawn."
            : "Send the header Authorization: Bearer followed by your API key.",
        List.of());
  }

  public static Problem forbidden(String detail) {
    return new Problem(403, "forbidden", "The API key does not allow this", detail, List.of());
  }

  public static Problem notFound(String detail) {
    return new Problem(404, "not-found", "There is nothing here", detail, List.of());
  }

  /** Creates a 404 problem of a type that a specification defines, by its full URL. */
  public static Problem notFound(String typeUrl, String detail) {
    return new Problem(404, typeUrl, "There is nothing here", detail, List.of());
  }

  public static Problem conflict(String type, String detail) {
    return new Problem(409, type, "The request contradicts what is on record", detail, List.of());
  }

  public static Problem erased(String detail) {
    return erased(detail, List.of());
  }

  public static Problem erased(String detail, List<Violation> violations) {
    return new Problem(410, "erased", "What was here is erased", detail, violations);
  }

  public static Problem tooLarge(String detail) {
    return new Problem(413, "too-large", "The request is too large", detail, List.of());
  }

  public static Problem tooFast(String detail, Duration patience) {
    return new Problem(
        429, "too-fast", "This is more than is allowed", detail, List.of(), patience);
  }

  public static Problem unavailable(String detail) {
    return new Problem(503, "unavailable", "This cannot be done at the moment", detail, List.of());
  }

  /** Returns the body of the response. */
  public JsonObject toJson() {
    var json =
        JsonObject.builder()
            .put("type", type.startsWith("https:") ? type : "urn:sceau:problem:" + type)
            .put("title", title)
            .put("status", status)
            .put("detail", detail);
    if (!violations.isEmpty()) {
      json.put(
          "violations",
          new JsonArray(
              violations.stream()
                  .<JsonValue>map(violation ->
                      JsonObject.builder()
                          .put("path", violation.path())
                          .put("message", violation.message())
                          .build())
                  .toList()));
    }
    return json.build();
  }

  public HttpResponse toResponse() {
    var response =
        HttpResponse.text(status, "application/problem+json", JsonWriter.write(toJson()))
            .with("cache-control", "no-store");
    return switch (status) {
      case 401 -> response.with("www-authenticate", "Bearer");
      case 429, 503 -> response.with("retry-after", Long.toString(wholeSeconds(patience)));
      default -> response;
    };
  }

  /** Rounds up, so that no retry is too early (RFC 9110, section 10.2.3). */
  private static long wholeSeconds(Duration patience) {
    return Math.max(1, patience.plusSeconds(1).minusNanos(1).toSeconds());
  }
}
