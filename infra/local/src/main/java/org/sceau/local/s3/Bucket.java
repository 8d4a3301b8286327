package org.sceau.local.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonObject;
import org.sceau.local.wire.AwsException;
import org.sceau.local.wire.DamagedStoreException;
import org.sceau.local.wire.StoreFolder;
import org.sceau.local.wire.Utf8Order;

/** A bucket: a folder of object files and, in memory, the list of its keys. */
final class Bucket {

  /** What a listing shows of an object. */
  record Entry(String etag, long size, Instant lastModified) {}

  private static final int LOCKS = 64;

  private final StoreFolder folder;
  private final Path path;
  private final InstantSource clock;
  private final NavigableMap<String, Entry> entries =
      new ConcurrentSkipListMap<>(Utf8Order.comparator());
  private final ReentrantLock[] locks =
      IntStream.range(0, LOCKS).mapToObj(_ -> new ReentrantLock()).toArray(ReentrantLock[]::new);

  private Bucket(StoreFolder folder, Path path, InstantSource clock) {
    this.folder = folder;
    this.path = path;
    this.clock = clock;
  }

  /** Reads every object once, so that damage is found at the start and not by a visitor. */
  static Bucket open(StoreFolder folder, Path path, InstantSource clock) {
    var bucket = new Bucket(folder, path, clock);
    try (var files = Files.newDirectoryStream(path)) {
      for (var file : files) {
        var name = String.valueOf(file.getFileName());
        if (name.endsWith(".tmp")) {
          // Left by a process that was killed before it could rename it: nobody was told of it.
          Files.delete(file);
        } else if (name.endsWith(ObjectFile.SUFFIX)) {
          var object = ObjectFile.read(file);
          if (!name.equals(ObjectFile.nameOf(object.key()))) {
            throw new DamagedStoreException(file, "it holds another object than its name says");
          }
          bucket.enter(object);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the bucket in " + path, e);
    }
    return bucket;
  }

  NavigableMap<String, Entry> entries() {
    return entries;
  }

  Optional<StoredObject> read(String key) {
    var lock = lock(key);
    try {
      return current(key);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Keeps the object; it is on the disk when this returns.
   *
   * @param ifMatch the ETag that the object is to have
   * @param ifNoneMatch {@code *} if there is to be no object yet
   */
  StoredObject put(
      String key,
      byte[] body,
      Map<String, String> headers,
      @Nullable String ifMatch,
      @Nullable String ifNoneMatch) {
    var lock = lock(key);
    try {
      var now = entries.get(key);
      if (ifNoneMatch != null && now != null) {
        throw preconditionFailed("If-None-Match");
      }
      if (ifMatch != null) {
        matching(key, now, ifMatch);
      }
      var object =
          new StoredObject(
              key,
              body,
              ObjectFile.etagOf(body),
              clock.instant().truncatedTo(ChronoUnit.SECONDS),
              headers);
      ObjectFile.write(folder, file(key), object);
      enter(object);
      return object;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the object " + key, e);
    } finally {
      lock.unlock();
    }
  }

  void delete(String key, @Nullable String ifMatch) {
    var lock = lock(key);
    try {
      if (ifMatch != null) {
        matching(key, entries.get(key), ifMatch);
      }
      folder.delete(file(key));
      entries.remove(key);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete the object " + key, e);
    } finally {
      lock.unlock();
    }
  }

  private static void matching(String key, @Nullable Entry now, String ifMatch) {
    if (now == null) {
      throw noSuchKey(key);
    }
    if (!ifMatch.equals("*") && !quoted(ifMatch).equals(now.etag())) {
      throw preconditionFailed("If-Match");
    }
  }

  static String quoted(String etag) {
    return etag.startsWith("\"") ? etag : '"' + etag + '"';
  }

  static AwsException noSuchKey(String key) {
    return new AwsException(
        404,
        "NoSuchKey",
        "The specified key does not exist.",
        JsonObject.builder().put("Key", key).build());
  }

  private static AwsException preconditionFailed(String condition) {
    return new AwsException(
        412,
        "PreconditionFailed",
        "At least one of the pre-conditions you specified did not hold",
        JsonObject.builder().put("Condition", condition).build());
  }

  private Optional<StoredObject> current(String key) {
    if (!entries.containsKey(key)) {
      return Optional.empty();
    }
    try {
      return Optional.of(ObjectFile.read(file(key)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the object " + key, e);
    }
  }

  private void enter(StoredObject object) {
    entries.put(
        object.key(), new Entry(object.etag(), object.body().length, object.lastModified()));
  }

  private Path file(String key) {
    return path.resolve(ObjectFile.nameOf(key));
  }

  private ReentrantLock lock(String key) {
    var lock = locks[Math.floorMod(key.hashCode(), LOCKS)];
    lock.lock();
    return lock;
  }
}
