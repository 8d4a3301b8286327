package org.sceau.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The immutable members of an object in their order, which need no defensive copies. A credential
 * has hundreds of members in dozens of objects, so they are in arrays, without an entry object for
 * each.
 */
final class Members extends AbstractMap<String, JsonValue> {

  /**
   * The largest size with the simple hash table: a larger one could be attacked with colliding
   * names.
   */
  private static final int FEW = 100;

  private final String[] names;
  private final JsonValue[] values;

  /** At its hash, or at the next place that is free, each name's index counted from 1. */
  private final byte[] places;

  /** The indices of names in place of the places, if they are many. */
  private final Map<String, Integer> many;

  private Members(String[] names, JsonValue[] values, byte[] places, Map<String, Integer> many) {
    this.names = names;
    this.values = values;
    this.places = places;
    this.many = many;
  }

  /** Copies the members of a map. */
  static Members copyOf(Map<String, JsonValue> map) {
    if (map instanceof Members same) {
      return same;
    }
    var members = of(map.keySet().toArray(String[]::new), map.values().toArray(JsonValue[]::new));
    if (members == null) {
      throw new IllegalStateException("a map has no name twice");
    }
    return members;
  }

  /**
   * Creates members from names and values, of which the caller keeps no reference.
   *
   * @return null if two have the same name
   */
  static @Nullable Members of(String[] names, JsonValue[] values) {
    if (names.length > FEW) {
      Map<String, Integer> many = HashMap.newHashMap(names.length);
      for (int i = 0; i < names.length; i++) {
        if (many.put(names[i], i) != null) {
          return null;
        }
      }
      return new Members(names, values, new byte[0], many);
    }
    // At most half of the places are taken, so that there is always a free one.
    var places = new byte[Math.max(1, Integer.highestOneBit(names.length) * 4)];
    for (int i = 0; i < names.length; i++) {
      int place = place(names[i], names, places);
      if (places[place] != 0) {
        return null;
      }
      places[place] = (byte) (i + 1);
    }
    return new Members(names, values, places, Map.of());
  }

  /** Returns the members whose names match. */
  Members where(Predicate<String> test) {
    var someNames = new String[names.length];
    var someValues = new JsonValue[names.length];
    int count = 0;
    for (int i = 0; i < names.length; i++) {
      if (test.test(names[i])) {
        someNames[count] = names[i];
        someValues[count] = values[i];
        count++;
      }
    }
    var some = of(Arrays.copyOf(someNames, count), Arrays.copyOf(someValues, count));
    if (some == null) {
      throw new IllegalStateException("there was no name twice");
    }
    return some;
  }

  @Override
  public @Nullable JsonValue get(Object name) {
    int index = index(name);
    return index < 0 ? null : values[index];
  }

  @Override
  public boolean containsKey(Object name) {
    return index(name) >= 0;
  }

  @Override
  public int size() {
    return names.length;
  }

  @Override
  public Set<Entry<String, JsonValue>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, JsonValue>> iterator() {
        return new Entries();
      }

      @Override
      public int size() {
        return names.length;
      }
    };
  }

  private int index(Object name) {
    if (!(name instanceof String text)) {
      return -1;
    }
    if (names.length > FEW) {
      return many.getOrDefault(text, -1);
    }
    return places[place(text, names, places)] - 1;
  }

  /** Returns the place of a name, present or not. */
  private static int place(String name, String[] names, byte[] places) {
    int hash = name.hashCode();
    int place = hash ^ (hash >>> 16);
    while (true) {
      place &= places.length - 1;
      int taken = places[place];
      if (taken == 0 || names[taken - 1].equals(name)) {
        return place;
      }
      place++;
    }
  }

  private final class Entries implements Iterator<Entry<String, JsonValue>> {

    private int next;

    @Override
    public boolean hasNext() {
      return next < names.length;
    }

    @Override
    public Entry<String, JsonValue> next() {
      if (next == names.length) {
        throw new NoSuchElementException();
      }
      var entry = Map.entry(names[next], values[next]);
      next++;
      return entry;
    }
  }
}
