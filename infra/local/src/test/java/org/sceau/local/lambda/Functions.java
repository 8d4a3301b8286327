package org.sceau.local.lambda;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.sceau.local.lambda.Invocation.Answered;
import org.sceau.local.template.FunctionTemplate;

/** Functions for tests. */
public final class Functions {

  private Functions() {}

  public static FunctionTemplate acting(Duration timeout) {
    return function(ActingHandler.class.getName(), timeout);
  }

  static FunctionTemplate function(String handler, Duration timeout) {
    return new FunctionTemplate(
        "Acting", handler, "acting.zip", timeout, 128, Map.of(), List.of(), List.of());
  }

  static byte[] deed(String deed) {
    return "{\"deed\":\"%s\"}".formatted(deed).getBytes(StandardCharsets.UTF_8);
  }

  static String text(Invocation invocation) {
    return invocation instanceof Answered(var payload)
        ? new String(payload, StandardCharsets.UTF_8)
        : invocation.toString();
  }
}
