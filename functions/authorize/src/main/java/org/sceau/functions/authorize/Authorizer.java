package org.sceau.functions.authorize;

import java.time.InstantSource;
import java.util.stream.Collectors;
import org.sceau.json.JsonObject;
import org.sceau.records.catalog.BearerKey;
import org.sceau.records.catalog.Catalog;
import org.sceau.records.catalog.Scope;

/**
 * Finds out who calls. It refuses nobody: an HTTP API cannot shape its own refusals, so the
 * functions answer strangers themselves, with a problem that says what to do.
 */
final class Authorizer {

  private static final String SCHEME = "bearer ";

  private final Catalog catalog;
  private final String operatorKeySha256;
  private final InstantSource clock;

  Authorizer(Catalog catalog, String operatorKeySha256, InstantSource clock) {
    this.catalog = catalog;
    this.operatorKeySha256 = operatorKeySha256;
    this.clock = clock;
  }

  /**
   * What the functions get to know of the caller; {@code authorization} is the request's header.
   */
  JsonObject identify(String authorization) {
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return caller(authorization.isBlank() ? "no-key" : "unknown-key").build();
    }
    var key = new BearerKey(authorization.substring(SCHEME.length()).strip());
    if (key.hasSha256(operatorKeySha256)) {
      return caller("operator").build();
    }
    return key.id()
        .flatMap(catalog::apiKey)
        .filter(kept -> key.hasSha256(kept.sha256()))
        .filter(kept -> kept.isGoodAt(clock.instant()))
        .map(kept ->
            caller("bearer")
                .put("issuer", kept.issuer().value())
                .put(
                    "scopes",
                    kept.scopes().stream()
                        .map(Scope::word)
                        .sorted()
                        .collect(Collectors.joining(" ")))
                .build())
        .orElseGet(() -> caller("unknown-key").build());
  }

  private static JsonObject.Builder caller(String kind) {
    return JsonObject.builder().put("caller", kind);
  }
}
