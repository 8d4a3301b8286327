package org.sceau.local.wire;

import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonValue;

/** An error that AWS has a name for: becomes the answer to the call. */
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

  /** The same error with one member more; {@code null} adds none. */
  public AwsException with(String name, @Nullable JsonValue value) {
    return value == null
        ? this
        : new AwsException(status, code, sentence(), more.with(name, value));
  }

  /** The caller's mistake, answered with 400. */
  public static AwsException of(String code, String message) {
    return new AwsException(400, code, message);
  }

  /** The most frequent mistake: the request says something that cannot be. */
  public static AwsException validation(String message) {
    return of("ValidationException", message);
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
