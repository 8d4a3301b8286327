package org.sceau.emulator.dynamodb;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sceau.emulator.wire.AwsException;

/** Names the attributes of a key. */
record KeySchema(String hash, @Nullable String range) {

  private static final int MAX_HASH_BYTES = 2048;
  private static final int MAX_RANGE_BYTES = 1024;

  List<String> names() {
    return range == null ? List.of(hash) : List.of(hash, range);
  }

  boolean has(String name) {
    return names().contains(name);
  }

  /** The position of the item; {@code null} if it lacks a part of the key. */
  @Nullable ItemPosition of(Attributes item) {
    var hashValue = item.get(hash);
    var rangeValue = range == null ? null : item.get(range);
    return hashValue == null || (range != null && rangeValue == null)
        ? null
        : ItemPosition.inTable(hashValue, rangeValue);
  }

  /** Checks the size of a key's value, in a table as in an index. */
  void checkSize(String name, Value value) {
    int size = value.size();
    int most = name.equals(range) ? MAX_RANGE_BYTES : MAX_HASH_BYTES;
    if (size == 0 || size > most) {
      throw AwsException.validation(
          "Size of %s must be between 1 and %d bytes. Key: %s"
              .formatted(name.equals(range) ? "rangekey" : "hashkey", most, name));
    }
  }
}
