package org.sceau.local.kms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import org.sceau.local.wire.DamagedStoreException;
import org.sceau.local.wire.StoreFolder;

/** The keys and aliases in one file, replaced as a whole at every change. */
final class KeyFile {

  private static final JsonLimits LIMITS =
      new JsonLimits(64 * 1024 * 1024, 8, 1_000_000, 16 * 1024, 32);

  /** Everything that is kept. */
  record Content(Map<String, KmsKey> keys, Map<String, String> aliases) {

    Content {
      keys = Map.copyOf(keys);
      aliases = Map.copyOf(aliases);
    }

    Content with(KmsKey key) {
      var changed = new LinkedHashMap<>(keys);
      changed.put(key.id(), key);
      return new Content(changed, aliases);
    }

    Content withAlias(String alias, String keyId) {
      var changed = new LinkedHashMap<>(aliases);
      changed.put(alias, keyId);
      return new Content(keys, changed);
    }

    Content withoutAlias(String alias) {
      var changed = new LinkedHashMap<>(aliases);
      changed.remove(alias);
      return new Content(keys, changed);
    }
  }

  private final StoreFolder folder;
  private final Path file;

  KeyFile(StoreFolder folder) {
    this.folder = folder;
    this.file = folder.path().resolve("keys.json");
  }

  Content read(SecureRandom random) {
    if (!Files.exists(file)) {
      return new Content(Map.of(), Map.of());
    }
    try {
      if (!(JsonReader.read(Files.readAllBytes(file), LIMITS)
          instanceof JsonReading.Read(JsonObject json))) {
        throw new DamagedStoreException(file, "it is not JSON");
      }
      Map<String, KmsKey> keys = new LinkedHashMap<>();
      for (var item : json.array("keys").orElseThrow().items()) {
        var key = KmsKey.fromJson((JsonObject) item);
        if (!key.isWhole(random)) {
          throw new DamagedStoreException(file, "the halves of key " + key.id() + " do not match");
        }
        keys.put(key.id(), key);
      }
      Map<String, String> aliases = new LinkedHashMap<>();
      for (var alias : json.object("aliases").orElseThrow().members().entrySet()) {
        aliases.put(alias.getKey(), ((JsonString) alias.getValue()).value());
      }
      return new Content(keys, aliases);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    } catch (DamagedStoreException e) {
      throw e;
    } catch (RuntimeException _) {
      throw new DamagedStoreException(file, "a key lacks a member or holds a wrong one");
    }
  }

  void write(Content content) {
    Map<String, JsonValue> aliases = new LinkedHashMap<>();
    content.aliases().forEach((alias, key) -> aliases.put(alias, new JsonString(key)));
    var json =
        JsonObject.builder()
            .put(
                "keys",
                new JsonArray(
                    content.keys().values().stream().<JsonValue>map(KmsKey::toJson).toList()))
            .put("aliases", new JsonObject(aliases))
            .build();
    try {
      folder.replace(file, ByteBuffer.wrap(JsonWriter.writeBytes(json)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
