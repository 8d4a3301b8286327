package org.sceau.emulator.wire;

/** The order of the UTF-8 bytes of two texts, which is that of their code points. */
public final class Utf8Order {

  private Utf8Order() {}

  /** Differs from {@link String#compareTo} where a surrogate meets a character above it. */
  public static int compare(String left, String right) {
    int shorter = Math.min(left.length(), right.length());
    for (int i = 0; i < shorter; i++) {
      char one = left.charAt(i);
      char other = right.charAt(i);
      if (one != other) {
        boolean oneIsHigh = Character.isSurrogate(one);
        return oneIsHigh == Character.isSurrogate(other)
            ? Character.compare(one, other)
            : oneIsHigh ? 1 : -1;
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
