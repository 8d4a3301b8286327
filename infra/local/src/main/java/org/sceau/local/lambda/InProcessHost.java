package org.sceau.local.lambda;

import static java.util.Objects.requireNonNullElse;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sceau.local.template.FunctionTemplate;

/**
 * Runs functions in this JVM: their handlers are on the class path, and have a public constructor
 * that takes the environment as a map.
 */
public final class InProcessHost implements FunctionHost {

  /** More only cost memory: one JVM runs them all. */
  private static final int MAX_INSTANCES = 8;

  /** SDK clients read system properties while a handler is being made, and only then. */
  private static final Object MAKING = new Object();

  private final Map<String, String> systemProperties;

  /**
   * A host whose handlers find these system properties while they are made.
   *
   * @param systemProperties what environment variables are elsewhere: the SDK's settings
   */
  public InProcessHost(Map<String, String> systemProperties) {
    this.systemProperties = Map.copyOf(systemProperties);
  }

  @Override
  public LambdaFunction host(FunctionTemplate function, Map<String, String> environment) {
    var type = handlerType(function);
    return new LambdaFunction(
        function,
        MAX_INSTANCES,
        () -> new HandlerInstance(function, make(function, type, environment)));
  }

  private static Class<? extends RequestStreamHandler> handlerType(FunctionTemplate function) {
    try {
      return Class.forName(function.handler()).asSubclass(RequestStreamHandler.class);
    } catch (ClassNotFoundException | ClassCastException e) {
      throw new IllegalStateException(
          "The handler %s of %s is not a RequestStreamHandler on the class path."
              .formatted(function.handler(), function.name()),
          e);
    }
  }

  private RequestStreamHandler make(
      FunctionTemplate function,
      Class<? extends RequestStreamHandler> type,
      Map<String, String> environment) {
    synchronized (MAKING) {
      systemProperties.forEach(System::setProperty);
      try {
        return type.getConstructor(Map.class).newInstance(environment);
      } catch (InvocationTargetException e) {
        throw new IllegalStateException(
            function.name() + " refuses to start: " + e.getCause(), e.getCause());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(
            function.handler() + " has no public constructor that takes its environment.", e);
      }
    }
  }

  /** A handler and the threads that call it, one after the other. */
  private static final class HandlerInstance implements Instance {

    private final FunctionTemplate function;
    private final RequestStreamHandler handler;
    private volatile boolean usable = true;
    private volatile Thread running = Thread.currentThread();

    HandlerInstance(FunctionTemplate function, RequestStreamHandler handler) {
      this.function = function;
      this.handler = handler;
    }

    @Override
    public Invocation invoke(byte[] event) throws InterruptedException {
      var task =
          new FutureTask<byte[]>(() -> {
            var answer = new ByteArrayOutputStream();
            handler.handleRequest(
                new ByteArrayInputStream(event), answer, LocalContext.of(function));
            return answer.toByteArray();
          });
      running = Thread.ofVirtual().name(function.name()).start(task);
      try {
        return new Invocation.Answered(
            task.get(function.timeout().toMillis(), TimeUnit.MILLISECONDS));
      } catch (TimeoutException _) {
        usable = false;
        running.interrupt();
        System.err.println(
            "[%s] did not return within %d s"
                .formatted(function.name(), function.timeout().toSeconds()));
        return new Invocation.TimedOut();
      } catch (ExecutionException e) {
        System.err.println("[" + function.name() + "] failed:");
        var cause = requireNonNullElse(e.getCause(), e);
        cause.printStackTrace();
        return new Invocation.Failed(cause.toString());
      }
    }

    @Override
    public boolean isUsable() {
      return usable;
    }

    @Override
    public void close() {
      usable = false;
      if (running.isVirtual()) {
        running.interrupt();
      }
    }
  }
}
