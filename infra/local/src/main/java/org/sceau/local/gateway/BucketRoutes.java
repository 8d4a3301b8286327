package org.sceau.local.gateway;

import java.util.Optional;

/** What the CDN reads from buckets. */
@FunctionalInterface
public interface BucketRoutes {

  /**
   * The object under the key.
   *
   * @param bucket the logical id
   */
  Optional<PublicDocument> find(String bucket, String key);

  /** An object as S3 gives it, its tag with quotation marks. */
  record PublicDocument(byte[] bytes, String contentType, String cacheControl, String etag) {}
}
