package org.sceau.local.template;

import java.util.List;
import java.util.Optional;

/** A table of the template; its name is its logical id. */
public record TableTemplate(String name, TableKey key, List<Index> indexes) {

  public TableTemplate {
    indexes = List.copyOf(indexes);
  }

  /** The attributes that name an item. */
  public record TableKey(Attribute hash, Optional<Attribute> range) {}

  /**
   * An attribute.
   *
   * @param type {@code S}, {@code N} or {@code B}
   */
  public record Attribute(String name, String type) {}

  /**
   * A global secondary index.
   *
   * @param projection {@code ALL}, {@code KEYS_ONLY} or {@code INCLUDE}
   * @param included the further attributes that the last has
   */
  public record Index(String name, TableKey key, String projection, List<String> included) {

    public Index {
      included = List.copyOf(included);
    }
  }
}
