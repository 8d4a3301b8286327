package org.sceau.local.dynamodb;

import java.util.Arrays;
import java.util.Base64;

/** Bytes that compare by what they are, unsigned. */
record Bytes(byte[] value) implements Comparable<Bytes> {

  static Bytes fromBase64(String text) {
    return new Bytes(Base64.getDecoder().decode(text));
  }

  String base64() {
    return Base64.getEncoder().encodeToString(value);
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(value, other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes(var bytes) && Arrays.equals(value, bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return base64();
  }
}
