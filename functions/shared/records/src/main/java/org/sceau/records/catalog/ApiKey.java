package org.sceau.records.catalog;

import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an API key: never the key, only its SHA-256.
 *
 * @param id the public part of the key, by which it is found
 * @param issuer for whom the bearer speaks
 * @param name what its holder calls it
 * @param scopes what the bearer may do
 * @param sha256 of the whole key, as 64 lower-case hexadecimal digits
 * @param endsAt from when on it opens nothing; {@code null} if that is not decided
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

  /** Whether it opens anything. */
  public boolean isGoodAt(Instant time) {
    return endsAt == null || time.isBefore(endsAt);
  }

  /** The same with an end, or as it is if it ends earlier. */
  public ApiKey endingAt(Instant time) {
    return isGoodAt(time) ? new ApiKey(id, issuer, name, scopes, sha256, createdAt, time) : this;
  }
}
