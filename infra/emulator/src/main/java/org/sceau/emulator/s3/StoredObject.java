package org.sceau.emulator.s3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sceau.emulator.wire.DamagedStoreException;
import org.sceau.emulator.wire.StoreFiles;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;

/**
 * Represents an object of a bucket. Its file has one line of JSON and then the body; the file's
 * name is the hash of the key, since a key may be the folder of another one.
 *
 * @param headers content type, cache control and the user's metadata, names in lower case
 */
record StoredObject(String key, byte[] body, Map<String, String> headers) {

  private static final JsonLimits LIMITS = new JsonLimits(64 * 1024, 4, 1_000, 16 * 1024, 32);

  StoredObject {
    headers = Map.copyOf(headers);
  }

  /** The quoted MD5 of the body, as S3 has it. */
  String etag() {
    return '"' + hex("MD5", body) + '"';
  }

  static Path file(Path folder, String key) {
    return folder.resolve(hex("SHA-256", key.getBytes(StandardCharsets.UTF_8)));
  }

  void write(Path folder) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    headers.forEach((name, value) -> members.put(name, new JsonString(value)));
    var head =
        JsonObject.builder()
            .put("key", key)
            .put("etag", etag())
            .put("headers", new JsonObject(members))
            .build();
    StoreFiles.replace(file(folder, key), JsonWriter.writeBytes(head), new byte[] {'\n'}, body);
  }

  /**
   * Reads the object.
   *
   * @throws DamagedStoreException if the file is not as it was written
   */
  static StoredObject read(Path file) throws IOException {
    var bytes = Files.readAllBytes(file);
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    if (JsonReader.read(Arrays.copyOf(bytes, end), LIMITS)
        instanceof JsonReading.Read(JsonObject head)) {
      Map<String, String> headers = new LinkedHashMap<>();
      head.object("headers")
          .orElse(JsonObject.EMPTY)
          .members()
          .forEach((name, value) -> {
            if (value instanceof JsonString(var text)) {
              headers.put(name, text);
            }
          });
      var object =
          new StoredObject(
              head.string("key").orElse(""),
              Arrays.copyOfRange(bytes, Math.min(end + 1, bytes.length), bytes.length),
              headers);
      if (file.endsWith(file(Path.of(""), object.key()))
          && head.string("etag").orElse("").equals(object.etag())) {
        return object;
      }
    }
    throw new DamagedStoreException(file, "its key or its body has changed");
  }

  private static String hex(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
