package org.sceau.emulator.wire;

import org.sceau.json.JsonObject;

/** Becomes the answer to a call that AWS refuses. */
public final class AwsException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;
  private final transient JsonObject more;

  public AwsException(int status, String code, String message) {
    this(status, code, message, JsonObject.EMPTY);
  }

  /**
   * @param more members of the error besides its type and message
   */
  public AwsException(int status, String code, String message, JsonObject more) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.more = more;
  }

  /** Returns a mistake of the caller, answered with 400. */
  public static AwsException of(String code, String message) {
    return new AwsException(400, code, message);
  }

  /** Returns the most frequent mistake: a request with a value that is not allowed. */
  public static AwsException validation(String message) {
    return of("ValidationException", message);
  }

  /** Returns the refusal of what AWS has and no adapter uses; clients do not try it again. */
  public static AwsException unsupported(String feature) {
    return of("NotImplemented", "The emulator does not support " + feature + ".");
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public JsonObject more() {
    return more;
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
