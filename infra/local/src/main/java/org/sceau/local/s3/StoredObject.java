package org.sceau.local.s3;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object of a bucket.
 *
 * @param etag with its quotes, as the header has it
 * @param headers content type, cache control and the like, names in lower case; of the user's
 *     metadata with {@code x-amz-meta-}
 */
public record StoredObject(
    String key, byte[] body, String etag, Instant lastModified, Map<String, String> headers) {

  public StoredObject {
    headers = Map.copyOf(headers);
  }

  public String contentType() {
    return headers.getOrDefault("content-type", "application/octet-stream");
  }

  public @Nullable String cacheControl() {
    return headers.get("cache-control");
  }
}
