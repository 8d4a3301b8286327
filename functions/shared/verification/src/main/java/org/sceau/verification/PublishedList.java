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
 * A status list whose proof holds (Bitstring Status List v1.0, section 2.2).
 *
 * @param bits the list itself
 * @param validFrom null if it does not say
 * @param end when it ceases to say anything
 * @param ttl how long it may be kept; it is no promise of validity
 */
record PublishedList(
    ListKind kind,
    List<String> purposes,
    byte[] bits,
    @Nullable Instant validFrom,
    Instant end,
    @Nullable Duration ttl) {

  /** What came of reading a list. */
  sealed interface Reading {

    record Read(PublishedList list) implements Reading {}

    /**
     * It is not the list that was asked for, or not one to go by.
     *
     * @param reason one sentence
     */
    record Refused(String reason) implements Reading {}
  }

  /** Specs ask for 16 kB at least; eight million entries are more than anyone has published. */
  static final int MAX_BYTES = 1024 * 1024;

  /** How long a list counts that says of no end: as long as a careful issuer would have it. */
  private static final Duration LONGEST_SILENCE = Duration.ofDays(7);

  PublishedList {
    purposes = List.copyOf(purposes);
  }

  /**
   * Reads a list.
   *
   * @param credential whose proof holds
   * @param period when it counts, by what is signed
   * @param signedAt when it was signed, if the proof says
   * @param url where it was found
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

  /** About what it takes in memory. */
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

  /** When it ceases to count; empty if there is nothing to count from. */
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

  /** Its drafts asked for base64 in one place and showed base64url in another. */
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
