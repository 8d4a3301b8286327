package org.sceau.catalog;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is kept of an API key: never the key, only its SHA-256.
 *
 * @param id the public part of the key, by which it is found
 * @param issuer for whom the bearer speaks
 * @param scopes what the bearer may do
 * @param sha256 of the whole key, as 64 lower-case hexadecimal digits
 */
public record ApiKey(String id, IssuerId issuer, Set<Scope> scopes, String sha256) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{12}");
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  public ApiKey {
    if (!ID.matcher(id).matches() || !SHA_256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("not the record of an API key: " + id);
    }
    scopes = Set.copyOf(scopes);
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("an API key without scopes: " + id);
    }
  }
}
