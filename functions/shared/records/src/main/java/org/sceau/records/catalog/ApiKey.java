package org.sceau.records.catalog;

import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The record of an API key: never the key, only its SHA-256.
 *
 * @param id the public part of the key, which identifies it
 * @param issuer the issuer that the bearer acts for
 * @param name the holder's name for it
 * @param scopes what the bearer may do
 * @param sha256 of the whole key, as 64 lower-case hexadecimal digits
 * @param endsAt when it expires; {@code null} if no end is set
 */
public record ApiKey(
    String id,
    IssuerId issuer,
    String name,
    Set<Scope> scopes,
    String sha256,
    Instant createdAt,
    @Nullable Instant endsAt) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{12}");
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  public ApiKey {
    if (!isValidId(id) || !SHA_256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("not the record of an API key: " + id);
    }
    scopes = Set.copyOf(scopes);
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("an API key without scopes: " + id);
    }
  }

  public static boolean isValidId(String text) {
    return ID.matcher(text).matches();
  }

  /** Tells whether the key is valid at a time. */
  public boolean isGoodAt(Instant time) {
    return endsAt == null || time.isBefore(endsAt);
  }

  /** Returns the key with this end, or unchanged if it ends earlier. */
  public ApiKey endingAt(Instant time) {
    return isGoodAt(time) ? new ApiKey(id, issuer, name, scopes, sha256, createdAt, time) : this;
  }
}
