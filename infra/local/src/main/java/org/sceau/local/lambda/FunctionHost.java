package org.sceau.local.lambda;

import java.util.Map;
import org.sceau.local.template.FunctionTemplate;

/** Where functions run. */
public interface FunctionHost {

  /**
   * Makes the function ready; its first instance is started by its first invocation.
   *
   * @param environment all of it, AWS settings included
   */
  LambdaFunction host(FunctionTemplate function, Map<String, String> environment);
}
