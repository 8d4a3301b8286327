package org.sceau.verification;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sceau.jose.Base64Url;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.statuslist.EncodedList;
import org.sceau.verification.StatusEntry.ListKind;

/**
 * A status list whose proof was verified (Bitstring Status List v1.0, section 2.2).
 *
 * @param bits the bitstring
 * @param validFrom null if it has none
 * @param end when it ceases to be valid
 * @param ttl how long it may be cached; not a promise of validity
 */
record PublishedList(
    ListKind kind,
    List<String> purposes,
    byte[] bits,
    @Nullable Instant validFrom,
    Instant end,
    @Nullable Duration ttl) {

  /** The result of reading a list. */
  sealed interface Reading {

    record Read(PublishedList list) implements Reading {}

    /**
     * The document is not the requested list, or is not usable.
     *
     * @param reason one sentence
     */
    record Refused(String reason) implements Reading {}
  }

  /** The specification requires at least 16 kB; this allows eight million entries. */
  static final int MAX_BYTES = 1024 * 1024;

  /** How long a list without an end is valid: as long as a careful issuer would set it. */
  private static final Duration LONGEST_SILENCE = Duration.ofDays(7);

  PublishedList {
    purposes = List.copyOf(purposes);
  }

  /**
   * Reads a list.
   *
   * @param credential the credential, whose proof was verified
   * @param period its validity period by the signed document
   * @param signedAt the time of the signature, if the proof has it
   * @param url its address
   */
  static Reading read(
      JsonObject credential, Period period, Optional<Instant> signedAt, String url, ListKind kind) {
    if (!DocumentRules.types(credential).contains(kind.credentialType())) {
      return refused("The list's type is not " + kind.credentialType() + ".");
    }
    if (!credential.string("id").equals(Optional.of(url))) {
      return refused("The list's id is not the address that it was found at.");
    }
    if (credential.has("credentialStatus")) {
      // Whether it counts would be a matter of another list, and so on without end.
      return refused("The list has a status of its own.");
    }
    var subject = credential.object("credentialSubject").orElse(JsonObject.EMPTY);
    if (!DocumentRules.types(subject).contains(kind.subjectType())) {
      return refused("The type of the list's subject is not " + kind.subjectType() + ".");
    }
    var purposes = purposes(subject);
    if (purposes.isEmpty()) {
      return refused("The list has no purpose.");
    }
    var end = end(period, signedAt);
    if (end.isEmpty()) {
      return refused("The list does not say since when it counts.");
    }
    return switch (decode(subject.string("encodedList").orElse(""), kind)) {
      case EncodedList.Decoding.Refused(var reason) -> refused(reason);
      case EncodedList.Decoding.Decoded(var bits) ->
          new Reading.Read(
              new PublishedList(
                  kind, purposes, bits, period.from().orElse(null), end.get(), ttl(subject)));
    };
  }

  /** Returns the approximate bytes that it takes in memory. */
  long weight() {
    return bits.length + 500L;
  }

  private static Reading refused(String reason) {
    return new Reading.Refused(reason);
  }

  private static List<String> purposes(JsonObject subject) {
    List<String> purposes = new ArrayList<>();
    for (var purpose : subject.list("statusPurpose")) {
      if (!(purpose instanceof JsonString(var text)) || text.isBlank()) {
        return List.of();
      }
      purposes.add(text);
    }
    return purposes;
  }

  /** Returns when it ceases to be valid; empty if no start is known. */
  private static Optional<Instant> end(Period period, Optional<Instant> signedAt) {
    var from = period.from();
    return period
        .until()
        .or(() ->
            signedAt
                .filter(time -> from.isEmpty() || time.isAfter(from.get()))
                .or(() -> from)
                .map(time -> time.plus(LONGEST_SILENCE)));
  }

  private static EncodedList.Decoding decode(String encoded, ListKind kind) {
    return switch (kind) {
      case BITSTRING -> EncodedList.read(encoded, MAX_BYTES);
      case STATUS_LIST_2021 -> EncodedList.read("u" + unpadded(encoded), MAX_BYTES);
    };
  }

  /** Removes the multibase prefix, and converts base64 to base64url: drafts used both. */
  private static String unpadded(String encoded) {
    if (encoded.startsWith("u")) {
      return encoded.substring(1);
    }
    try {
      return encoded.endsWith("=") || encoded.contains("+") || encoded.contains("/")
          ? Base64Url.encode(Base64.getDecoder().decode(encoded))
          : encoded;
    } catch (IllegalArgumentException _) {
      return encoded;
    }
  }

  private static @Nullable Duration ttl(JsonObject subject) {
    return subject
        .number("ttl")
        .map(JsonNumber::literal)
        .filter(literal -> literal.matches("[0-9]{1,12}"))
        .map(literal -> Duration.ofMillis(Long.parseLong(literal)))
        .orElse(null);
  }
}
