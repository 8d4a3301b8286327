package org.sceau.local.demo;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;

/** Answers as the real functions would, for one issuer and one credential. */
public final class AwardingHandler implements RequestStreamHandler {

  private final String publicUrl;

  public AwardingHandler(Map<String, String> environment) {
    publicUrl = environment.getOrDefault("PUBLIC_URL", "");
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    if (!(JsonReader.read(input.readAllBytes(), JsonLimits.FOREIGN)
        instanceof JsonReading.Read(JsonObject event))) {
      throw new IOException("not an event");
    }
    output.write(answer(event).getBytes(StandardCharsets.UTF_8));
  }

  private String answer(JsonObject event) {
    var headers = event.object("headers").orElse(JsonObject.EMPTY);
    var bearer = headers.string("authorization").orElse("");
    return switch (event.string("routeKey").orElse("")) {
      case "PUT /issuers/{issuer}" ->
          bearer.startsWith("Bearer sceau_operator_")
              ? answer(201, "{\\\"apiKey\\\":\\\"key-of-demo\\\"}")
              : answer(401, "{}");
      case "PUT /achievements/{achievement}" ->
          answer(bearer.equals("Bearer key-of-demo") ? 201 : 401, "{}");
      case "POST /achievements/{achievement}/credentials" ->
          headers.string("idempotency-key").orElse("").equals("demo-1")
              ? answer(
                  201,
                  "{\\\"results\\\":[{\\\"status\\\":201,\\\"id\\\":\\\"abc\\\",\\\"link\\\":\\\"%s/c/abc\\\"}]}"
                      .formatted(publicUrl))
              : answer(400, "{}");
      default -> answer(200, "{}");
    };
  }

  private static String answer(int status, String escapedBody) {
    return "{\"statusCode\":%d,\"body\":\"%s\"}".formatted(status, escapedBody);
  }
}
