package org.sceau.local.dynamodb;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sceau.local.wire.AwsException;
import org.sceau.local.wire.Utf8Order;

/** An attribute's value that cannot change; the cases bear DynamoDB's names of the types. */
sealed interface Value {

  record S(String value) implements Value {}

  /** A number of at most 38 digits, without trailing zeros. */
  record N(BigDecimal value) implements Value {
    public N {
      value = Numbers.normalized(value);
    }
  }

  record B(Bytes value) implements Value {}

  record Bool(boolean value) implements Value {}

  record Null() implements Value {}

  record L(List<Value> values) implements Value {
    public L {
      values = List.copyOf(values);
    }
  }

  /** A map; an item is one too. */
  record M(Map<String, Value> values) implements Value {
    public M {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  record Ss(Set<String> values) implements Value {
    public Ss {
      values = Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }
  }

  record Ns(Set<BigDecimal> values) implements Value {
    public Ns {
      values = Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }
  }

  record Bs(Set<Bytes> values) implements Value {
    public Bs {
      values = Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }
  }

  /** The type as the protocol writes it. */
  default String type() {
    return switch (this) {
      case S _ -> "S";
      case N _ -> "N";
      case B _ -> "B";
      case Bool _ -> "BOOL";
      case Null _ -> "NULL";
      case L _ -> "L";
      case M _ -> "M";
      case Ss _ -> "SS";
      case Ns _ -> "NS";
      case Bs _ -> "BS";
    };
  }

  /** Whether the type has an order, and so may be a key. */
  default boolean isScalar() {
    return this instanceof S || this instanceof N || this instanceof B;
  }

  /** The order of two scalars of one type. */
  static int compare(Value left, Value right) {
    if (left instanceof S(var one) && right instanceof S(var other)) {
      return Utf8Order.compare(one, other);
    }
    if (left instanceof N(var one) && right instanceof N(var other)) {
      return one.compareTo(other);
    }
    if (left instanceof B(var one) && right instanceof B(var other)) {
      return one.compareTo(other);
    }
    throw AwsException.validation(left.type() + " and " + right.type() + " have no order");
  }
}
