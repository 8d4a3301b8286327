package org.sceau.dynamodb;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads the attributes of an item: texts, whole numbers and bytes. */
record ItemReader(Map<String, AttributeValue> attributes) {

  ItemReader() {
    this(Map.of());
  }

  ItemReader with(String name, @Nullable String value) {
    return value == null ? this : with(name, DynamoDb.text(value));
  }

  ItemReader with(String name, long value) {
    return with(name, DynamoDb.number(value));
  }

  ItemReader with(String name, byte[] value) {
    return with(name, AttributeValue.fromB(SdkBytes.fromByteArray(value)));
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(attributes.get(name)).map(AttributeValue::s);
  }

  String text(String name) {
    return find(name).orElseThrow(() -> missing(name));
  }

  long number(String name) {
    var value = attributes.get(name);
    if (value == null || value.n() == null) {
      throw missing(name);
    }
    return Long.parseLong(value.n());
  }

  byte[] bytes(String name) {
    var value = attributes.get(name);
    if (value == null || value.b() == null) {
      throw missing(name);
    }
    return value.b().asByteArray();
  }

  /** Adds all attributes of the other. */
  ItemReader with(ItemReader other) {
    var more = new LinkedHashMap<>(attributes);
    more.putAll(other.attributes);
    return new ItemReader(more);
  }

  private ItemReader with(String name, AttributeValue value) {
    var more = new LinkedHashMap<>(attributes);
    more.put(name, value);
    return new ItemReader(more);
  }

  /**
   * Creates an exception with the names of the attributes, without their values, which may be
   * personal.
   */
  private IllegalStateException missing(String name) {
    return new IllegalStateException("an item without " + name + ": " + attributes.keySet());
  }
}
