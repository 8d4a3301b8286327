package org.sceau.e2e;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import java.util.Arrays;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips what {@link Needs} something that is not there, in a sentence. */
final class EquipmentCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return findAnnotation(context.getElement(), Needs.class).stream()
        .flatMap(needs -> Arrays.stream(needs.value()))
        .filter(equipment -> !equipment.present())
        .findFirst()
        .map(equipment -> ConditionEvaluationResult.disabled(equipment.lack()))
        .orElseGet(() -> ConditionEvaluationResult.enabled("everything is there"));
  }
}
