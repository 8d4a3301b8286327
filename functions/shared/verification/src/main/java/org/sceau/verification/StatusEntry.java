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
 * The location of a credential's published status: an entry of {@code credentialStatus} (Bitstring
 * Status List v1.0, section 2.1).
 *
 * @param index the index of the entry in the list, from 0
 * @param size how many bits an entry has
 * @param messages the meanings of an entry's values, where the issuer gives them
 */
record StatusEntry(
    ListKind kind,
    String purpose,
    String listUrl,
    long index,
    int size,
    Map<Long, String> messages) {

  /** The result of reading an entry. */
  sealed interface Reading {

    record Read(StatusEntry entry) implements Reading {}

    /** The entry has a type that is not supported. */
    record Unknown(String type) implements Reading {}

    /**
     * The entry violates a rule of its type.
     *
     * @param reason one sentence
     */
    record Malformed(String reason) implements Reading {}
  }

  /** The supported kinds of status list. */
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

  /** Limits the number of messages to two to this power. */
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
   * Tells whether a URL is https, or http on the local machine, which only a fetcher configured for
   * it fetches.
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

  /** Reads the messages: none if none is needed, empty if they do not match the size. */
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
