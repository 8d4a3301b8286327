package org.sceau.lambda;

/**
 * Thrown to respond with a problem of the request; only {@link HttpFunction} catches it. Failures
 * of the service have exceptions of their own, which {@link HttpFunction} logs.
 */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.detail(), null, false, false);
    if (problem.status() >= 500) {
      throw new IllegalArgumentException("not a problem of the request: " + problem.status());
    }
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
