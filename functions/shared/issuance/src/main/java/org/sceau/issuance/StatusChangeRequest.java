package org.sceau.issuance;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sceau.json.FieldReader;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;

/** The status changes that a request may make. */
public enum StatusChangeRequest {
  REVOKE,
  SUSPEND,
  REINSTATE,
  /** Always refused: a revocation is final. */
  UNREVOKE;

  /** The most changes in one request. */
  public static final int MOST = 100;

  /**
   * A status change as requested.
   *
   * @param credential the public link or the id alone
   * @param reason shown on the page of the public link
   * @param entry the status entry that the caller expects the credential to have
   */
  public record Request(
      String credential, StatusChangeRequest change, @Nullable String reason, Entry entry) {}

  /**
   * The properties of a {@code credentialStatus} that a caller may send beside its purpose.
   *
   * @param list the URL of the list; {@code null} if absent
   * @param index {@code null} if absent
   */
  public record Entry(@Nullable String list, @Nullable String index) {

    private static final Entry UNSAID = new Entry(null, null);
  }

  /**
   * Reads a body with several changes, {@code {"changes":[…]}}, each in the form of a single body.
   * The reader collects the violations.
   */
  public static List<Request> readAll(FieldReader fields, JsonObject body) {
    fields.requirePresent("changes");
    var items =
        body.list("changes").stream()
            .flatMap(item -> item instanceof JsonObject object ? Stream.of(object) : Stream.of())
            .iterator();
    return fields.objects("changes", MOST, inner -> read(inner, items.next()));
  }

  /**
   * Reads the body of {@code POST /credentials/status}: VC-API's, or the older form with the status
   * as a word. The reader collects the violations.
   */
  public static Request read(FieldReader fields, JsonObject body) {
    fields.requirePresent("credentialId");
    var credential = fields.text("credentialId", 2_048).orElse("");
    fields.requirePresent("credentialStatus");
    if (body.get("credentialStatus") instanceof JsonArray(var items)
        && items.size() == 1
        && items.getFirst() instanceof JsonObject only) {
      return request(fields, credential, older(fields, only), Entry.UNSAID);
    }
    var named = fields.object("credentialStatus", StatusChangeRequest::named);
    return request(
        fields,
        credential,
        named.flatMap(entry -> of(fields, entry.purpose)),
        named.map(Named::entry).orElse(Entry.UNSAID));
  }

  private static Request request(
      FieldReader fields, String credential, Optional<StatusChangeRequest> change, Entry entry) {
    return new Request(
        credential, change.orElse(REVOKE), fields.text("reason", 500).orElse(null), entry);
  }

  private static Named named(FieldReader entry) {
    entry.requirePresent("type");
    entry.oneOf("type", Set.of("BitstringStatusListEntry"), null);
    entry.string("id");
    var index = entry.string("statusListIndex").orElse(null);
    var list = entry.string("statusListCredential").orElse(null);
    entry.requirePresent("statusPurpose");
    return new Named(
        entry.oneOf("statusPurpose", Set.of("revocation", "suspension"), null).orElse(""),
        new Entry(list, index));
  }

  /** A status entry as requested. */
  private record Named(String purpose, Entry entry) {}

  private static Optional<StatusChangeRequest> of(FieldReader fields, String purpose) {
    fields.requirePresent("status");
    return fields
        .bool("status")
        .map(set ->
            purpose.equals("suspension") ? (set ? SUSPEND : REINSTATE) : (set ? REVOKE : UNREVOKE));
  }

  /** {@code [{"type":"BitstringStatusListCredential","status":"revoked"}]}. */
  private static Optional<StatusChangeRequest> older(FieldReader fields, JsonObject entry) {
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
