package org.sceau.bench.status;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.sun.management.OperatingSystemMXBean;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.sceau.functions.publish.PublishHandler;

/** One invocation of the publisher that has all the time it wants; prints what it took. */
final class PublishAll {

  private PublishAll() {}

  public static void main(String[] arguments) {
    var published = new AtomicInteger();
    var handler = new PublishHandler(System.getenv());
    long begin = System.nanoTime();
    handler.handleRequest(
        InputStream.nullInputStream(), OutputStream.nullOutputStream(), context(published));
    double seconds = (System.nanoTime() - begin) / 1e9;
    long peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(usage -> usage.getUsed())
            .sum();
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    System.out.printf(
        "one invocation: %d lists in %.1f s, %.1f s of CPU, peak heap %.1f MiB of at most %.0f%n",
        published.get(),
        seconds,
        system.getProcessCpuTime() / 1e9,
        peak / (1024.0 * 1024),
        Runtime.getRuntime().maxMemory() / (1024.0 * 1024));
  }

  private static Context context(AtomicInteger published) {
    var logger =
        new LambdaLogger() {
          @Override
          public void log(String message) {
            if (message.contains("\"published\"")) {
              published.incrementAndGet();
            } else {
              System.err.println(message);
            }
          }

          @Override
          public void log(byte[] message) {
            log(new String(message, StandardCharsets.UTF_8));
          }
        };
    return (Context)
        Proxy.newProxyInstance(
            PublishAll.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "getRemainingTimeInMillis" -> Integer.MAX_VALUE;
                  case "getLogger" -> logger;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
