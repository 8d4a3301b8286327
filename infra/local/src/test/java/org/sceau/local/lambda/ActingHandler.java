package org.sceau.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Does what the event says: {@code "deed":"throw"} and so on; without a deed it gives the event
 * back. Stands alone, so that a zip of this class is a function.
 */
public final class ActingHandler implements RequestStreamHandler {

  private static final Pattern DEED = Pattern.compile("\"deed\":\"([a-z-]+)\"");

  private static final String ALLOWED =
      "{\"isAuthorized\":true,\"context\":{\"caller\":\"bearer\"}}";

  private final Map<String, String> environment;
  private int invocations;

  /** For Lambda. */
  public ActingHandler() {
    this(System.getenv());
  }

  /** For this JVM. */
  public ActingHandler(Map<String, String> environment) {
    if (environment.containsKey("REFUSE")) {
      throw new IllegalStateException("environment: REFUSE is set");
    }
    this.environment = new TreeMap<>(environment);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    var event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
    var deed = DEED.matcher(event);
    output.write(
        act(deed.find() ? deed.group(1) : "", event, context).getBytes(StandardCharsets.UTF_8));
  }

  private String act(String deed, String event, Context context) {
    invocations++;
    return switch (deed) {
      case "throw" -> throw new IllegalStateException("on purpose");
      case "sleep" -> sleep();
      case "exit" -> {
        Runtime.getRuntime().halt(3);
        yield "";
      }
      case "garbage" -> "{\"statusCode\":";
      case "no-number" -> "{\"statusCode\":\"fine\"}";
      case "bare" -> "{\"just\":\"this\"}";
      case "large" -> "{\"statusCode\":200,\"body\":\"" + "x".repeat(7_000_000) + "\"}";
      case "long" -> "{\"statusCode\":200,\"body\":\"\\\"" + "x".repeat(6_000_000) + "\"}";
      case "cookies" -> "{\"statusCode\":204,\"cookies\":[\"a=1\",\"b=2\"]}";
      case "bytes" ->
          "{\"statusCode\":200,\"headers\":{\"Content-Type\":\"image/png\"},\"body\":\"AAH/\","
              + "\"isBase64Encoded\":true}";
      case "count" -> Integer.toString(invocations);
      case "setting" -> "\"" + environment.get("SETTING") + "\"";
      case "remaining" -> Integer.toString(context.getRemainingTimeInMillis());
      case "allow" -> event.contains("\"type\":\"REQUEST\"") ? ALLOWED : event;
      case "deny" -> "{\"isAuthorized\":false}";
      case "wordless" -> "{}";
      default -> event;
    };
  }

  private static String sleep() {
    try {
      // Nothing counts down: only the end of the instance ends this.
      var counted = new CountDownLatch(1).await(60, TimeUnit.SECONDS);
      return "\"" + counted + "\"";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
