package org.sceau.emulator.kms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import org.sceau.emulator.wire.AwsException;
import org.sceau.emulator.wire.DamagedStoreException;
import org.sceau.emulator.wire.StoreFiles;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;

/** Holds all keys in one file, which is replaced at every change. */
final class Keys {

  private static final JsonLimits LIMITS =
      new JsonLimits(64 * 1024 * 1024, 8, 1_000_000, 16 * 1024, 32);

  private final Path file;
  private final InstantSource clock;
  private final Map<String, KmsKey> byArn = new ConcurrentSkipListMap<>();

  Keys(Path folder, InstantSource clock) {
    this.file = folder.resolve("keys.json");
    this.clock = clock;
    if (Files.exists(file)) {
      read();
    }
  }

  private void read() {
    try {
      if (JsonReader.read(Files.readAllBytes(file), LIMITS)
          instanceof JsonReading.Read(JsonArray(var items))) {
        for (var item : items) {
          var key = KmsKey.of((JsonObject) item);
          byArn.put(key.arn(), key);
        }
        return;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    } catch (GeneralSecurityException | RuntimeException _) {
      // Reported below.
    }
    throw new DamagedStoreException(file, "it is not a list of keys");
  }

  /** Finds a key by its ARN; a key whose deletion date has come does not exist. */
  KmsKey find(String arn) {
    var key = byArn.get(arn);
    var deletion = key == null ? null : key.deletionDate();
    if (key == null || (deletion != null && !clock.instant().isBefore(deletion))) {
      throw AwsException.of("NotFoundException", "Key '" + arn + "' does not exist");
    }
    return key;
  }

  synchronized KmsKey change(String arn, UnaryOperator<KmsKey> change) {
    var changed = change.apply(find(arn));
    put(changed);
    return changed;
  }

  synchronized void put(KmsKey key) {
    byArn.put(key.arn(), key);
    StoreFiles.replace(
        file,
        JsonWriter.writeBytes(
            new JsonArray(byArn.values().stream().<JsonValue>map(KmsKey::toJson).toList())));
  }
}
