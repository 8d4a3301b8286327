package org.sceau.local.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import org.sceau.local.wire.AwsException;
import org.sceau.local.wire.StoreFolder;

/** All buckets, one folder each. */
final class Buckets {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  private final StoreFolder folder;
  private final InstantSource clock;
  private final Map<String, Bucket> buckets = new ConcurrentSkipListMap<>();

  Buckets(StoreFolder folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
    try (var files = Files.newDirectoryStream(folder.path(), Files::isDirectory)) {
      for (var file : files) {
        buckets.put(String.valueOf(file.getFileName()), Bucket.open(folder, file, clock));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder.path(), e);
    }
  }

  Optional<Bucket> find(String name) {
    return Optional.ofNullable(buckets.get(name));
  }

  Bucket get(String name) {
    return find(name)
        .orElseThrow(
            () -> new AwsException(404, "NoSuchBucket", "The specified bucket does not exist"));
  }

  /** Makes the bucket; {@code false} if it is there already. */
  synchronized boolean create(String name) {
    if (!NAME.matcher(name).matches() || name.contains("..")) {
      throw AwsException.of("InvalidBucketName", "The specified bucket is not valid.");
    }
    if (buckets.containsKey(name)) {
      return false;
    }
    var path = folder.path().resolve(name);
    try {
      folder.makeFolder(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the bucket " + name, e);
    }
    buckets.put(name, Bucket.open(folder, path, clock));
    return true;
  }
}
