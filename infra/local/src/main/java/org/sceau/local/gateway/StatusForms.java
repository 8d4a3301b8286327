package org.sceau.local.gateway;

import java.util.List;
import org.sceau.lambda.Preferences;
import org.sceau.local.gateway.Outgoing.Header;
import org.sceau.statuslist.ListForm;

/**
 * Plays the CDN's function of that name in the template, which is JavaScript: a test holds the two
 * together.
 */
final class StatusForms {

  static final String NAME = "StatusForms";

  /** What becomes of a request. */
  sealed interface Outcome {

    /** It goes on to the bucket, for this path. */
    record Passed(String path) implements Outcome {}

    record Answered(Outgoing answer) implements Outcome {}
  }

  private StatusForms() {}

  static Outcome request(Incoming request) {
    for (var parameter : request.rawQuery().split("&", -1)) {
      if (parameter.startsWith("timestamp=")) {
        return new Outcome.Answered(
            new Outgoing(
                307,
                List.of(
                    new Header(
                        "location",
                        "/status-history/"
                            + request.rawPath().substring("/status/".length())
                            + "?"
                            + parameter),
                    new Header("cache-control", "no-store"),
                    new Header("access-control-allow-origin", "*")),
                new byte[0]));
      }
    }
    var jwt = ListForm.JWT.suffix();
    boolean rewritten =
        !request.path().endsWith(jwt)
            && ListForm.preferred(Preferences.of(request.header("accept").orElse("")))
                == ListForm.JWT;
    return new Outcome.Passed(rewritten ? request.path() + jwt : request.path());
  }

  static Outgoing response(Outgoing answer) {
    return answer.with("vary", "Accept, Accept-Encoding");
  }
}
