package org.sceau.local.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the references in the template's environments stand for here. A reference and a literal look
 * alike once the YAML tags are gone, so only what is listed has a meaning, and nothing is guessed.
 *
 * @param values by the text of the reference; an empty one stands for a resource that is not to be
 *     had here, and leaves the variable unset
 */
public record References(Map<String, Optional<String>> values) {

  public References {
    values = Map.copyOf(values);
  }

  /**
   * The function's environment with all references resolved.
   *
   * @throws TemplateException if a value is not listed
   */
  public Map<String, String> environmentOf(FunctionTemplate function) {
    Map<String, String> environment = new LinkedHashMap<>();
    function
        .environment()
        .forEach((name, reference) -> {
          var value = values.get(reference);
          if (value == null) {
            throw new TemplateException(
                "%s sets %s to \"%s\", and the local cloud does not know what that stands for."
                    .formatted(function.name(), name, reference));
          }
          value.ifPresent(known -> environment.put(name, known));
        });
    return environment;
  }
}
