package org.sceau.emulator.wire;

import java.util.stream.Stream;
import org.sceau.json.JsonObject;

/** Checks the members of a request. */
public final class JsonMembers {

  private JsonMembers() {}

  /** Refuses a request with a member that its operation does not support. */
  public static void check(JsonObject request, String... supported) {
    for (var name : request.members().keySet()) {
      if (Stream.of(supported).noneMatch(name::equals)) {
        throw AwsException.unsupported("the member " + name);
      }
    }
  }

  /** The text of a member that must be there. */
  public static String text(JsonObject request, String name) {
    return request
        .string(name)
        .orElseThrow(() ->
            AwsException.validation("Value null at '%s': Member must not be null".formatted(name)));
  }
}
