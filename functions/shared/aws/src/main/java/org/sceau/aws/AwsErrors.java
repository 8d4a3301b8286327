package org.sceau.aws;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Reads the exceptions of the SDK. */
public final class AwsErrors {

  private AwsErrors() {}

  /** Returns whether the same call may succeed soon; a disabled key stays so until someone acts. */
  public static boolean isTemporary(SdkException e) {
    return switch (e) {
      case AwsServiceException answer ->
          answer.isThrottlingException() || answer.statusCode() >= 500;
      case ApiCallTimeoutException _, ApiCallAttemptTimeoutException _ -> true;
      case SdkClientException noAnswer -> isOfTheNetwork(noAnswer.getCause());
      default -> false;
    };
  }

  /**
   * Describes the failure of a call by the service's error code and request id. The service's own
   * message is left out, since it may repeat data of the request.
   */
  public static String describe(String call, Throwable e) {
    return e instanceof AwsServiceException answer && answer.awsErrorDetails() != null
        ? "%s: %s, request id %s"
            .formatted(call, answer.awsErrorDetails().errorCode(), answer.requestId())
        : call + ": " + e.getClass().getSimpleName();
  }

  private static boolean isOfTheNetwork(@Nullable Throwable cause) {
    return cause != null && (cause instanceof IOException || isOfTheNetwork(cause.getCause()));
  }
}
