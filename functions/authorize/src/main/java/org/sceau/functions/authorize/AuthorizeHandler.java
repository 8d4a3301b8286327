package org.sceau.functions.authorize;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import org.sceau.dynamodb.DynamoDb;
import org.sceau.dynamodb.DynamoDbCatalog;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonWriter;
import org.sceau.lambda.Events;
import org.sceau.lambda.Settings;
import org.sceau.records.catalog.Catalog;

/** The HTTP API's authorizer: an event of payload format 2.0 in, a simple response out. */
public final class AuthorizeHandler implements RequestStreamHandler {

  private final Authorizer authorizer;

  /** For Lambda, which calls it once before the first request. */
  public AuthorizeHandler() {
    this(System.getenv());
  }

  public AuthorizeHandler(Map<String, String> environment) {
    this(Wiring.authorizer(environment));
  }

  /** For tests. */
  AuthorizeHandler(Catalog catalog, String operatorKeySha256, InstantSource clock) {
    this(new Authorizer(catalog, operatorKeySha256, clock));
  }

  private AuthorizeHandler(Authorizer authorizer) {
    this.authorizer = authorizer;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    answer.write(JsonWriter.writeBytes(answer(event.readAllBytes())));
  }

  JsonObject answer(byte[] event) {
    var authorization =
        Events.read(event)
            .object("headers")
            .flatMap(headers -> headers.string("authorization"))
            .orElse("");
    return JsonObject.builder()
        .put("isAuthorized", true)
        .put("context", authorizer.identify(authorization))
        .build();
  }

  /** Makes the authorizer of the environment. */
  private static final class Wiring {

    private static Authorizer authorizer(Map<String, String> environment) {
      var settings = new Settings(environment);
      var table = settings.text("CATALOG_TABLE");
      var operatorKeySha256 = settings.text("OPERATOR_KEY_SHA256");
      settings.check();
      return new Authorizer(
          new DynamoDbCatalog(DynamoDb.client(), table), operatorKeySha256, Clock.systemUTC());
    }
  }
}
