package org.sceau.local.s3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import org.sceau.local.wire.DamagedStoreException;
import org.sceau.local.wire.StoreFolder;

/**
 * One object in one file, so that a rename replaces body and metadata together: "SCO1", the length
 * of the metadata, the metadata as JSON, the SHA-256 of those, the body. The file's name is the
 * hash of the key, since a key may be the folder of another one.
 */
final class ObjectFile {

  static final String SUFFIX = ".object";

  private static final byte[] MAGIC = "SCO1".getBytes(StandardCharsets.US_ASCII);
  private static final JsonLimits LIMITS = new JsonLimits(64 * 1024, 4, 1_000, 16 * 1024, 32);
  private static final int DIGEST_BYTES = 32;

  private ObjectFile() {}

  static String nameOf(String key) {
    return hex("SHA-256", key.getBytes(StandardCharsets.UTF_8)) + SUFFIX;
  }

  static String etagOf(byte[] body) {
    return '"' + hex("MD5", body) + '"';
  }

  static void write(StoreFolder folder, Path file, StoredObject object) throws IOException {
    Map<String, JsonValue> headers = new LinkedHashMap<>();
    object.headers().forEach((name, value) -> headers.put(name, new JsonString(value)));
    var metadata =
        JsonWriter.writeBytes(
            JsonObject.builder()
                .put("key", object.key())
                .put("etag", object.etag())
                .put("lastModified", object.lastModified().toString())
                .put("headers", new JsonObject(headers))
                .build());
    var head =
        ByteBuffer.allocate(MAGIC.length + Integer.BYTES + metadata.length)
            .put(MAGIC)
            .putInt(metadata.length)
            .put(metadata)
            .array();
    folder.replace(
        file, ByteBuffer.wrap(head), ByteBuffer.wrap(sha256(head)), ByteBuffer.wrap(object.body()));
  }

  /**
   * Reads the object.
   *
   * @throws DamagedStoreException if the file is not what was written
   */
  static StoredObject read(Path file) throws IOException {
    var bytes = Files.readAllBytes(file);
    int start = MAGIC.length + Integer.BYTES;
    if (bytes.length < start || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
      throw new DamagedStoreException(file, "it does not begin as an object does");
    }
    int length = ByteBuffer.wrap(bytes, MAGIC.length, Integer.BYTES).getInt();
    if (length < 0 || length > bytes.length - start - DIGEST_BYTES) {
      throw new DamagedStoreException(file, "its metadata is cut short");
    }
    int bodyStart = start + length + DIGEST_BYTES;
    if (!Arrays.equals(
        sha256(Arrays.copyOf(bytes, start + length)),
        Arrays.copyOfRange(bytes, start + length, bodyStart))) {
      throw new DamagedStoreException(file, "its metadata has changed");
    }
    if (!(JsonReader.read(Arrays.copyOfRange(bytes, start, start + length), LIMITS)
        instanceof JsonReading.Read(JsonObject metadata))) {
      throw new DamagedStoreException(file, "its metadata is not JSON");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    metadata
        .object("headers")
        .orElse(JsonObject.EMPTY)
        .members()
        .forEach((name, value) -> {
          if (value instanceof JsonString(var text)) {
            headers.put(name, text);
          }
        });
    var object =
        new StoredObject(
            metadata.string("key").orElseThrow(),
            Arrays.copyOfRange(bytes, bodyStart, bytes.length),
            metadata.string("etag").orElseThrow(),
            Instant.parse(metadata.string("lastModified").orElseThrow()),
            headers);
    if (!object.etag().equals(etagOf(object.body()))) {
      throw new DamagedStoreException(file, "the body of " + object.key() + " has changed");
    }
    return object;
  }

  private static byte[] sha256(byte[] bytes) {
    return digest("SHA-256", bytes);
  }

  private static String hex(String algorithm, byte[] bytes) {
    return HexFormat.of().formatHex(digest(algorithm, bytes));
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
