package org.sceau.functions.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.Violation;
import org.sceau.lambda.HttpRequest;
import org.sceau.lambda.Problem;
import org.sceau.lambda.ProblemException;

/**
 * Reads the body of a VC-API verify request: the document in a member, with options beside it, or
 * the document alone.
 *
 * @param noun the name of the document in messages
 * @param member the member that holds the document
 * @param options the known options; VC-API demands that others are refused
 * @param textOptions the options whose values are strings
 */
record VcApiBody(String noun, String member, Set<String> options, Set<String> textOptions) {

  /** The largest picture: a request of Lambda is 6 MB, in base64. */
  private static final int MAX_PICTURE = 4 * 1024 * 1024;

  /** What a body of JSON holds. */
  sealed interface Content {

    /** The document, an object or a JWS, with the options of the caller. */
    record Wrapped(JsonValue document, JsonObject options) implements Content {}

    /** The body itself is the document, or is not usable. */
    record Bare() implements Content {}
  }

  VcApiBody {
    options = Set.copyOf(options);
    textOptions = Set.copyOf(textOptions);
  }

  /** The media type of a body that has a size which is looked at; none if it says none. */
  String mediaType(HttpRequest request) {
    if (request.body().length == 0) {
      throw new ProblemException(Problem.malformed("Send the " + noun + " as the body."));
    }
    var type =
        request.header("content-type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    // Only what a picture carries is parsed.
    int most = type.startsWith("image/") ? MAX_PICTURE : JsonLimits.FOREIGN.bytes();
    if (request.body().length > most) {
      throw new ProblemException(Problem.tooLarge("A " + noun + " is at most " + most + " bytes."));
    }
    return type;
  }

  /** The answer to a body of any other kind. */
  ProblemException unsupported(String kinds) {
    return new ProblemException(
        new Problem(
            415,
            "unsupported-media-type",
            "The body is of a kind that is not read here",
            "Send " + kinds + ".",
            List.of()));
  }

  /** Looks for the member; an object with a context is the document itself, not an envelope. */
  Content read(byte[] json) {
    if (!(JsonReader.read(json, JsonLimits.FOREIGN) instanceof JsonReading.Read(JsonObject body))
        || !(body.has(member) || body.has("options"))
        || body.has("@context")) {
      return new Content.Bare();
    }
    return switch (body.get(member)) {
      case JsonObject document -> new Content.Wrapped(document, options(body));
      case JsonString jws -> new Content.Wrapped(jws, options(body));
      case null, default ->
          throw invalid(
              List.of(new Violation("/" + member, "Give a " + noun + ": an object, or a JWS.")));
    };
  }

  private JsonObject options(JsonObject body) {
    List<Violation> violations = new ArrayList<>();
    for (var name : body.members().keySet()) {
      if (!Set.of(member, "options").contains(name)) {
        violations.add(new Violation("/" + name, "This member is not known here: leave it out."));
      }
    }
    if (body.has("options") && body.object("options").isEmpty()) {
      violations.add(new Violation("/options", "Give an object."));
    }
    var given = body.object("options").orElse(JsonObject.EMPTY);
    for (var option : given.members().entrySet()) {
      var path = "/options/" + option.getKey();
      if (!options.contains(option.getKey())) {
        violations.add(new Violation(path, "This option is not known here: leave it out."));
      } else if (textOptions.contains(option.getKey())
          && !(option.getValue() instanceof JsonString)) {
        violations.add(new Violation(path, "Give a text."));
      }
    }
    if (!violations.isEmpty()) {
      throw invalid(violations);
    }
    return given;
  }

  /** Whether an option is what it is called, or what it is if nothing is said. */
  static boolean isSet(JsonObject options, String name, boolean otherwise) {
    return options.get(name) instanceof JsonBoolean(var value) ? value : otherwise;
  }

  private static ProblemException invalid(List<Violation> violations) {
    return new ProblemException(Problem.invalid(violations));
  }
}
