package org.sceau.emulator.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sceau.emulator.wire.AwsException;
import org.sceau.emulator.wire.StoreFiles;
import org.sceau.emulator.wire.Utf8Order;
import org.sceau.json.JsonObject;

/** Holds the objects of a bucket in memory, and each in a file. */
final class Bucket {

  private final Path folder;
  private final NavigableMap<String, StoredObject> objects = new TreeMap<>(Utf8Order::compare);

  /** Reads the objects that the folder holds, and makes the folder if need be. */
  Bucket(Path folder) {
    this.folder = folder;
    try (var files = Files.newDirectoryStream(Files.createDirectories(folder))) {
      for (var file : files) {
        if (file.toString().endsWith(StoreFiles.DRAFT)) {
          // Left unfinished by a process that ended: no write of it was acknowledged.
          Files.delete(file);
        } else {
          var object = StoredObject.read(file);
          objects.put(object.key(), object);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the bucket in " + folder, e);
    }
  }

  /** The objects whose keys come after the given one, in the order of their keys. */
  synchronized NavigableMap<String, StoredObject> after(String key) {
    return new TreeMap<>(objects.tailMap(key, false));
  }

  synchronized StoredObject get(String key) {
    var object = objects.get(key);
    if (object == null) {
      throw noSuchKey(key);
    }
    return object;
  }

  /**
   * Writes the object; it is in its file when this returns.
   *
   * @param ifMatch the ETag that the object must have
   * @param isNew whether there must be no object yet
   */
  synchronized void put(StoredObject object, @Nullable String ifMatch, boolean isNew) {
    var now = objects.get(object.key());
    if (isNew && now != null) {
      throw preconditionFailed("If-None-Match");
    }
    if (ifMatch != null && now == null) {
      throw noSuchKey(object.key());
    }
    if (ifMatch != null && now != null && !ifMatch.equals(now.etag())) {
      throw preconditionFailed("If-Match");
    }
    object.write(folder);
    objects.put(object.key(), object);
  }

  synchronized void delete(String key) {
    try {
      Files.deleteIfExists(StoredObject.file(folder, key));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete the object " + key, e);
    }
    objects.remove(key);
  }

  private static AwsException noSuchKey(String key) {
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
}
