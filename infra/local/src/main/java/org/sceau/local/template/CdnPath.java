package org.sceau.local.template;

import java.util.Optional;

/**
 * Paths that the CDN reads from a bucket, never from the API.
 *
 * @param prefix of the paths, with a slash at both ends; or the whole path, if there is one only
 * @param bucket its logical id
 * @param function the logical id of the CDN's function that sees each request first and each answer
 *     last
 */
public record CdnPath(String prefix, String bucket, Optional<String> function) {

  /** Whether the CDN reads the path from the bucket. */
  public boolean holds(String path) {
    return prefix.endsWith("/") ? path.startsWith(prefix) : path.equals(prefix);
  }
}
