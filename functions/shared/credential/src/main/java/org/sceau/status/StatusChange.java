package org.sceau.status;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;

/** What is to happen to a credential. */
public enum StatusChange {
  REVOKE,
  SUSPEND,
  REINSTATE,
  /** Asked for now and then, and always refused: a revocation is final. */
  UNREVOKE;

  /**
   * A change as it was asked for.
   *
   * @param credential the public link or the id alone
   * @param reason shown to whoever opens the link
   */
  public record Request(String credential, StatusChange change, @Nullable String reason) {}

  /**
   * Reads the body of {@code POST /credentials/status}: VC-API's, or the older one that names the
   * status in a word. What is wrong is noted in the reader.
   */
  public static Request read(FieldReader fields, JsonObject body) {
    fields.requirePresent("credentialId");
    var credential = fields.text("credentialId", 2_048).orElse("");
    fields.requirePresent("credentialStatus");
    var change =
        body.get("credentialStatus") instanceof JsonArray(var items)
                && items.size() == 1
                && items.getFirst() instanceof JsonObject only
            ? older(fields, only)
            : fields
                .object("credentialStatus", inner -> purpose(inner))
                .flatMap(purpose -> of(fields, purpose));
    return new Request(credential, change.orElse(REVOKE), fields.text("reason", 500).orElse(null));
  }

  private static String purpose(FieldReader entry) {
    entry.requirePresent("type");
    entry.oneOf("type", Set.of("BitstringStatusListEntry"), null);
    entry.string("id");
    entry.string("statusListIndex");
    entry.string("statusListCredential");
    entry.requirePresent("statusPurpose");
    return entry.oneOf("statusPurpose", Set.of("revocation", "suspension"), null).orElse("");
  }

  private static Optional<StatusChange> of(FieldReader fields, String purpose) {
    fields.requirePresent("status");
    return fields
        .bool("status")
        .map(set ->
            purpose.equals("suspension") ? (set ? SUSPEND : REINSTATE) : (set ? REVOKE : UNREVOKE));
  }

  /** {@code [{"type":"BitstringStatusListCredential","status":"revoked"}]}. */
  private static Optional<StatusChange> older(FieldReader fields, JsonObject entry) {
    fields.objects(
        "credentialStatus",
        1,
        inner -> {
          inner.oneOf("type", Set.of("BitstringStatusListCredential"), null);
          inner.requirePresent("status");
          return inner.oneOf("status", Set.of("revoked", "suspended", "active"), null);
        });
    return switch (entry.get("status")) {
      case JsonString(var word) when word.equals("revoked") -> Optional.of(REVOKE);
      case JsonString(var word) when word.equals("suspended") -> Optional.of(SUSPEND);
      case JsonString(var word) when word.equals("active") -> Optional.of(REINSTATE);
      case null, default -> Optional.empty();
    };
  }
}
