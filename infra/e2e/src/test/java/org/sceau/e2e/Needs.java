package org.sceau.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** These tests are skipped, and counted as skipped, where the machine lacks the equipment. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EquipmentCondition.class)
public @interface Needs {

  /** All of it. */
  Equipment[] value();
}
