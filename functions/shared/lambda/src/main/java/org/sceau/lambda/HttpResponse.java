package org.sceau.lambda;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;

/** An HTTP response of a function. */
public record HttpResponse(int status, Map<String, String> headers, byte[] body) {

  public HttpResponse {
    headers = Map.copyOf(headers);
  }

  public static HttpResponse text(int status, String contentType, String body) {
    return new HttpResponse(
        status, Map.of("content-type", contentType), body.getBytes(StandardCharsets.UTF_8));
  }

  public static HttpResponse json(int status, JsonValue body) {
    return text(status, "application/json", JsonWriter.write(body));
  }

  public HttpResponse with(String header, String value) {
    var all = new LinkedHashMap<>(headers);
    all.put(header, value);
    return new HttpResponse(status, all, body);
  }
}
