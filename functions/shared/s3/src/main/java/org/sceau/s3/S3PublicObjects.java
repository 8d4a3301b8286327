package org.sceau.s3;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sceau.aws.AwsErrors;
import org.sceau.records.PublicObjects;
import org.sceau.records.StoreUnavailableException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Implements {@link PublicObjects} in one bucket. */
public final class S3PublicObjects implements PublicObjects {

  /** The largest object that is read, far above the largest that Sceau publishes. */
  private static final int MAX_BYTES = 4 * 1024 * 1024;

  private static final String SEQUENCE = "sequence";

  /** The condition did not hold; S3's guide on conditional writes. */
  private static final int PRECONDITION_FAILED = 412;

  /** Another conditional write of the same key conflicted. */
  private static final int CONFLICT = 409;

  private static final int NOT_FOUND = 404;

  private final S3Client client;
  private final String bucket;

  public S3PublicObjects(S3Client client, String bucket) {
    this.client = client;
    this.bucket = bucket;
  }

  @Override
  public Optional<Stored> get(String key) {
    return ask(
        "get of " + key,
        () -> {
          try (var object = client.getObject(get -> get.bucket(bucket).key(key))) {
            return Optional.of(stored(key, object));
          } catch (NoSuchKeyException _) {
            return Optional.empty();
          } catch (IOException e) {
            throw new StoreUnavailableException("S3: get of " + key, e);
          }
        });
  }

  @Override
  public boolean create(String key, PublicObject object) {
    return put(key, object, condition -> condition.ifNoneMatch("*"));
  }

  @Override
  public boolean replace(String key, PublicObject object, String etag) {
    return put(key, object, condition -> condition.ifMatch(etag));
  }

  private boolean put(
      String key, PublicObject object, Consumer<PutObjectRequest.Builder> condition) {
    if (object.bytes().length == 0) {
      throw new IllegalArgumentException("an object without bytes: " + key);
    }
    var put =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .contentType(object.contentType())
            .cacheControl(object.cacheControl())
            .metadata(Map.of(SEQUENCE, Long.toString(object.sequence())))
            .applyMutation(condition)
            .build();
    return ask(
        "put of " + key,
        () -> {
          try {
            client.putObject(put, RequestBody.fromBytes(object.bytes()));
            return true;
          } catch (S3Exception e) {
            // If-Match on an object that is not there is answered by 404.
            if (e.statusCode() == PRECONDITION_FAILED
                || e.statusCode() == CONFLICT
                || (e.statusCode() == NOT_FOUND && put.ifMatch() != null && isNoSuchKey(e))) {
              return false;
            }
            throw e;
          }
        });
  }

  private static Stored stored(String key, ResponseInputStream<GetObjectResponse> object)
      throws IOException {
    var answer = object.response();
    var bytes = object.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      object.abort();
      throw new IllegalStateException("more than " + MAX_BYTES + " bytes: " + key);
    }
    if (bytes.length != answer.contentLength()) {
      throw new IOException(
          "%d of %d bytes of %s".formatted(bytes.length, answer.contentLength(), key));
    }
    return new Stored(
        new PublicObject(bytes, answer.contentType(), answer.cacheControl(), sequence(key, answer)),
        answer.eTag());
  }

  /**
   * Reads the sequence. An object without one was not written by Sceau; a guess could let it be
   * overwritten.
   */
  private static long sequence(String key, GetObjectResponse answer) {
    try {
      return Long.parseLong(answer.metadata().getOrDefault(SEQUENCE, ""));
    } catch (NumberFormatException e) {
      throw new IllegalStateException("an object without its sequence number: " + key, e);
    }
  }

  private static boolean isNoSuchKey(S3Exception e) {
    return e instanceof NoSuchKeyException
        || (e.awsErrorDetails() != null && "NoSuchKey".equals(e.awsErrorDetails().errorCode()));
  }

  /** Makes a call; a failure that may be temporary becomes a {@link StoreUnavailableException}. */
  private static <T> T ask(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      if (AwsErrors.isTemporary(e)) {
        throw new StoreUnavailableException(AwsErrors.describe("S3: " + what, e), e);
      }
      throw e;
    }
  }
}
