package org.sceau.local.lambda;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.sceau.local.template.FunctionTemplate;

/**
 * A function with its instances. As on Lambda, an instance has one invocation at a time, and a
 * further one is started when all are busy; callers wait when there are as many as may be.
 */
public final class LambdaFunction implements AutoCloseable {

  private final FunctionTemplate template;
  private final Supplier<Instance> starting;
  private final Semaphore free;
  private final Deque<Instance> idle = new ArrayDeque<>();
  private final Set<Instance> all = new HashSet<>();
  private boolean closed;

  LambdaFunction(FunctionTemplate template, int maxInstances, Supplier<Instance> starting) {
    this.template = template;
    this.starting = starting;
    this.free = new Semaphore(maxInstances, true);
  }

  public FunctionTemplate template() {
    return template;
  }

  /** Runs the function with the event. */
  public Invocation invoke(byte[] event) {
    try {
      if (!free.tryAcquire(template.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
        return new Invocation.TimedOut();
      }
      try {
        return onAnInstance(event);
      } finally {
        free.release();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Invocation.Failed(template.name() + " was interrupted");
    }
  }

  /** Ends all instances at once, whatever they do; the next invocation starts a new one. */
  public void kill() {
    List<Instance> ended;
    synchronized (this) {
      ended = new ArrayList<>(all);
      all.clear();
      idle.clear();
    }
    ended.forEach(Instance::close);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    kill();
  }

  private Invocation onAnInstance(byte[] event) throws InterruptedException {
    Instance instance;
    try {
      instance = take();
    } catch (RuntimeException e) {
      System.err.println("[" + template.name() + "] could not be started:");
      e.printStackTrace();
      return new Invocation.Failed(template.name() + " could not be started: " + e.getMessage());
    }
    var outcome = instance.invoke(event);
    giveBack(instance);
    return outcome;
  }

  private Instance take() {
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("the local cloud is closed");
      }
      var waiting = idle.poll();
      if (waiting != null) {
        return waiting;
      }
    }
    var started = starting.get();
    synchronized (this) {
      if (!closed) {
        all.add(started);
        return started;
      }
    }
    started.close();
    throw new IllegalStateException("the local cloud is closed");
  }

  private void giveBack(Instance instance) {
    synchronized (this) {
      if (instance.isUsable() && all.contains(instance)) {
        idle.push(instance);
        return;
      }
      all.remove(instance);
    }
    instance.close();
  }
}
