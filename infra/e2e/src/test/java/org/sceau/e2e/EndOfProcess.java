package org.sceau.e2e;

import org.sceau.emulator.wire.Faults;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Ends what runs in a function when an emulator says so, as the end of its process would: no code
 * of the function goes on. The SDK finds it by a file on the class path of the tests.
 */
public final class EndOfProcess implements ExecutionInterceptor {

  /** Thrown through the whole function; nobody may catch it. */
  static final class Ended extends Error {

    private static final long serialVersionUID = 1;
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    if (context.httpResponse().statusCode() == Faults.PROCESS_ENDS) {
      throw new Ended();
    }
  }
}
