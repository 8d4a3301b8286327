package org.sceau.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sceau.local.lambda.Functions.acting;
import static org.sceau.local.lambda.Functions.deed;
import static org.sceau.local.lambda.Functions.text;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InProcessHostTest {

  private static final String PROPERTY = "org.sceau.local.test";

  private final InProcessHost host = new InProcessHost(Map.of(PROPERTY, "set"));
  private final LambdaFunction function =
      host.host(acting(Duration.ofSeconds(20)), Map.of("SETTING", "blue"));

  @AfterEach
  void close() {
    function.close();
    System.clearProperty(PROPERTY);
  }

  @Test
  void anEventComesBack() {
    assertThat(text(function.invoke("{\"a\":1}".getBytes(UTF_8)))).isEqualTo("{\"a\":1}");
  }

  @Test
  void aHandlerGetsItsEnvironmentAndTheSdkItsProperties() {
    assertThat(text(function.invoke(deed("setting")))).isEqualTo("\"blue\"");
    assertThat(System.getProperty(PROPERTY)).isEqualTo("set");
  }

  @Test
  void anInstanceIsUsedAgain() {
    assertThat(text(function.invoke(deed("count")))).isEqualTo("1");
    assertThat(text(function.invoke(deed("count")))).isEqualTo("2");
  }

  @Test
  void anExceptionIsAFailureAndTheInstanceGoesOn() {
    assertThat(function.invoke(deed("throw")))
        .isEqualTo(new Invocation.Failed("java.lang.IllegalStateException: on purpose"));
    assertThat(text(function.invoke(deed("count")))).isEqualTo("2");
  }

  @Test
  void anInstanceThatDoesNotReturnIsGivenUp() {
    try (var hasty = host.host(acting(Duration.ofMillis(300)), Map.of())) {
      assertThat(text(hasty.invoke(deed("count")))).isEqualTo("1");
      assertThat(hasty.invoke(deed("sleep"))).isEqualTo(new Invocation.TimedOut());
      assertThat(text(hasty.invoke(deed("count")))).as("a new instance").isEqualTo("1");
    }
  }

  @Test
  void theContextKnowsHowMuchTimeIsLeft() {
    assertThat(Integer.parseInt(text(function.invoke(deed("remaining")))))
        .isBetween(10_000, 20_000);
  }

  @Test
  void aHandlerThatRefusesItsEnvironmentFailsEachInvocation() {
    try (var refusing = host.host(acting(Duration.ofSeconds(5)), Map.of("REFUSE", "yes"))) {
      assertThat(refusing.invoke(deed("count")))
          .isInstanceOfSatisfying(
              Invocation.Failed.class,
              failed -> assertThat(failed.reason()).contains("environment: REFUSE is set"));
    }
  }

  @Test
  void anUnknownHandlerIsRefusedAtOnce() {
    var unknown = Functions.function("org.sceau.Nowhere", Duration.ofSeconds(1));

    assertThatThrownBy(() -> host.host(unknown, Map.of()))
        .hasMessageContaining("org.sceau.Nowhere");
  }

  @Test
  void noInstanceHasTwoInvocationsAtATime() throws Exception {
    // Each instance counts without a lock: a count that is lost would show two at a time.
    try (var threads = Executors.newFixedThreadPool(16)) {
      var all =
          threads.invokeAll(
              Stream.<Callable<String>>generate(() -> () -> text(function.invoke(deed("count"))))
                  .limit(400)
                  .toList());
      var firsts = 0;
      for (var one : all) {
        if (one.get().equals("1")) {
          firsts++;
        }
      }
      assertThat(firsts).as("instances").isBetween(1, 8);
    }
  }
}
