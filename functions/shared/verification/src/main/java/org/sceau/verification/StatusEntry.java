package org.sceau.verification;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;

/**
 * Where the status of a credential is published: an entry of {@code credentialStatus} (Bitstring
 * Status List v1.0, section 2.1).
 *
 * @param index which entry of the list it is, counted from 0
 * @param size how many bits an entry has
 * @param messages what the values of an entry mean, where the issuer says so
 */
record StatusEntry(
    ListKind kind,
    String purpose,
    String listUrl,
    long index,
    int size,
    Map<Long, String> messages) {

  /** What came of reading an entry. */
  sealed interface Reading {

    record Read(StatusEntry entry) implements Reading {}

    /** It is an entry of a kind that is not looked up here. */
    record Unknown(String type) implements Reading {}

    /**
     * It breaks a rule of its kind.
     *
     * @param reason one sentence
     */
    record Malformed(String reason) implements Reading {}
  }

  /** The kinds of list that are read. */
  enum ListKind {
    BITSTRING("BitstringStatusListEntry", "BitstringStatusListCredential", "BitstringStatusList"),
    /** Its forerunner, for credentials of data model 1.1. */
    STATUS_LIST_2021("StatusList2021Entry", "StatusList2021Credential", "StatusList2021");

    private final String entryType;
    private final String credentialType;
    private final String subjectType;

    ListKind(String entryType, String credentialType, String subjectType) {
      this.entryType = entryType;
      this.credentialType = credentialType;
      this.subjectType = subjectType;
    }

    String credentialType() {
      return credentialType;
    }

    String subjectType() {
      return subjectType;
    }
  }

  /** Two to this power messages are as many as a credential can hold. */
  private static final int MAX_SIZE = 12;

  /** ASCII digits, which {@code \d} and {@code parseInt} are not particular about. */
  private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,11}");

  private static final Pattern SIZE = Pattern.compile("[1-9][0-9]?");
  private static final Pattern VALUE = Pattern.compile("0x[0-9A-Fa-f]{1,8}");
  private static final Set<String> PURPOSES_OF_2021 = Set.of("revocation", "suspension");

  StatusEntry {
    messages = Map.copyOf(messages);
  }

  static Reading read(JsonValue value) {
    if (!(value instanceof JsonObject json)) {
      return new Reading.Malformed("/credentialStatus must be an object, or an array of them.");
    }
    var type = single(json.list("type"));
    if (type == null) {
      return new Reading.Malformed("/credentialStatus/type must be one string.");
    }
    for (var kind : ListKind.values()) {
      if (kind.entryType.equals(type)) {
        return read(json, kind);
      }
    }
    return new Reading.Unknown(type);
  }

  /**
   * Of the web's addresses those with TLS. One on the reader's own machine is an address too; only
   * a fetcher that was told to goes there.
   */
  private static boolean isAddress(String url) {
    return url.startsWith("https://") || url.startsWith("http://localhost:");
  }

  private static Reading read(JsonObject json, ListKind kind) {
    var listUrl = json.string("statusListCredential").orElse("");
    if (!isAddress(listUrl) || listUrl.contains("#")) {
      return malformed("statusListCredential", "an https address");
    }
    if (json.has("id") && json.string("id").filter(id -> !id.equals(listUrl)).isEmpty()) {
      return malformed("id", "a string, and not the address of the list");
    }
    var purpose = json.string("statusPurpose").filter(text -> !text.isBlank());
    if (purpose.isEmpty()
        || (kind == ListKind.STATUS_LIST_2021 && !PURPOSES_OF_2021.contains(purpose.get()))) {
      return malformed("statusPurpose", "one purpose");
    }
    var index = json.string("statusListIndex").filter(text -> INDEX.matcher(text).matches());
    if (index.isEmpty()) {
      return malformed("statusListIndex", "a string of decimal digits without leading zeros");
    }
    var size = size(json);
    if (size.isEmpty()) {
      return malformed("statusSize", "a number from 1 to " + MAX_SIZE);
    }
    var messages = messages(json, size.get());
    if (messages.isEmpty()) {
      return malformed("statusMessage", "one message for each of the values");
    }
    return new Reading.Read(
        new StatusEntry(
            kind, purpose.get(), listUrl, Long.parseLong(index.get()), size.get(), messages.get()));
  }

  private static Reading malformed(String member, String expected) {
    return new Reading.Malformed("/credentialStatus/" + member + " must be " + expected + ".");
  }

  private static Optional<Integer> size(JsonObject json) {
    return switch (json.get("statusSize")) {
      case null -> Optional.of(1);
      case JsonNumber(var literal) when SIZE.matcher(literal).matches() ->
          Optional.of(Integer.parseInt(literal)).filter(size -> size <= MAX_SIZE);
      default -> Optional.empty();
    };
  }

  /** None where none is needed; empty if there are other than there have to be. */
  private static Optional<Map<Long, String>> messages(JsonObject json, int size) {
    if (!json.has("statusMessage")) {
      return size == 1 ? Optional.of(Map.of()) : Optional.empty();
    }
    if (!(json.get("statusMessage") instanceof JsonArray(var items)) || items.size() != 1 << size) {
      return Optional.empty();
    }
    Map<Long, String> messages = new HashMap<>();
    for (var item : items) {
      if (!(item instanceof JsonObject message)
          || message.string("message").isEmpty()
          || message.string("status").filter(text -> VALUE.matcher(text).matches()).isEmpty()) {
        return Optional.empty();
      }
      long value =
          new BigInteger(message.string("status").orElseThrow().substring(2), 16).longValueExact();
      if (value >= 1L << size
          || messages.put(value, message.string("message").orElseThrow()) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(messages);
  }

  private static @Nullable String single(List<JsonValue> values) {
    return values.size() == 1 && values.getFirst() instanceof JsonString(var text) ? text : null;
  }
}
