package org.sceau.local;

import java.util.Map;
import java.util.Optional;
import org.sceau.local.gateway.BucketRoutes;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Reads public documents from S3. */
final class BucketDocuments implements BucketRoutes, AutoCloseable {

  private final S3Client s3;
  private final Map<String, String> buckets;

  /**
   * Reads with the client, and closes it in the end.
   *
   * @param buckets names by logical id
   */
  BucketDocuments(S3Client s3, Map<String, String> buckets) {
    this.s3 = s3;
    this.buckets = Map.copyOf(buckets);
  }

  @Override
  public Optional<PublicDocument> find(String bucket, String key) {
    try {
      var read = s3.getObjectAsBytes(get -> get.bucket(buckets.get(bucket)).key(key));
      var object = read.response();
      return Optional.of(
          new PublicDocument(
              read.asByteArray(),
              Optional.ofNullable(object.contentType()).orElse("application/octet-stream"),
              Optional.ofNullable(object.cacheControl()).orElse("no-cache"),
              object.eTag()));
    } catch (NoSuchKeyException _) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    s3.close();
  }
}
