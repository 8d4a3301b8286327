package org.sceau.functions.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.dataintegrity.jsonld.TitaniumCanonicalizer;
import org.sceau.jose.KeyKind;
import org.sceau.records.catalog.Issuer;
import org.sceau.signing.Sealer;
import org.sceau.statuslist.Publisher;
import org.sceau.testing.Demo;
import org.sceau.testing.MemoryCatalog;
import org.sceau.testing.MemoryPublicObjects;
import org.sceau.testing.MemoryRecords;
import org.sceau.testing.MemorySigner;
import org.sceau.testing.Samples;

class PublishHandlerTest {

  private static final String KEY = "status/" + Samples.LIST;

  private final MemorySigner signer = new MemorySigner();
  private final MemoryRecords records = new MemoryRecords();
  private final MemoryPublicObjects objects = new MemoryPublicObjects();
  private final Issuer issuer = Demo.issuer(signer);
  private final List<String> metrics = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private Instant now = Samples.NOW;
  private final PublishHandler handler;

  PublishHandlerTest() {
    var catalog = new MemoryCatalog();
    catalog.put(issuer);
    records.open(Samples.opened(Samples.LIST));
    var integrity = new DataIntegrity(new TitaniumCanonicalizer(new BundledContexts()), () -> now);
    handler =
        new PublishHandler(
            new Publisher(
                records,
                catalog,
                objects,
                new Sealer(Demo.DEPLOYMENT, integrity, signer),
                Demo.DEPLOYMENT,
                () -> now),
            () -> now,
            metrics::add);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"source\":\"aws.scheduler\"}",
        "{\"source\":\"elsewhere\",\"listId\":\"../../x\"}",
        "{\"listId\":\"other-revocation-1\"}",
        "{\"listIds\":[]}",
        "no JSON at all",
        ""
      })
  void whateverTheEventSaysWhatIsDueIsPublishedAndNothingElse(String event) {
    run(event, 55_000);
    assertThat(objects.get(KEY)).isPresent();
    assertThat(lines).singleElement().asString().contains("published").contains("\"sequence\":1");

    run(event, 55_000);
    assertThat(records.head(Samples.LIST).orElseThrow().sequence()).isEqualTo(1);
  }

  @Test
  void withoutTimeForAListItStaysDue() {
    run("{}", 5_000);

    assertThat(objects.get(KEY)).isEmpty();
    assertThat(records.earliestDue()).contains(Samples.NOW);
  }

  @Test
  void freshnessIsMeasuredAtEveryRun() {
    now = now.plusSeconds(42);
    run("{}", 55_000);
    now = now.plus(Duration.ofHours(2));
    run("{}", 55_000);

    assertThat(metrics).hasSize(2);
    var first = Demo.object(metrics.getFirst());
    assertThat(first.number("OldestDueList").orElseThrow().literal()).isEqualTo("42");
    assertThat(metrics.getFirst())
        .contains("\"Namespace\":\"Sceau\"")
        .contains("{\"Name\":\"OldestDueList\",\"Unit\":\"Seconds\"}");
    var second = Demo.object(metrics.getLast());
    assertThat(second.number("OldestDueList").orElseThrow().literal()).isEqualTo("0");
    assertThat(second.number("OldestPublishedList").orElseThrow().literal()).isIn("7200", "7201");
  }

  @Test
  void aListThatFailsRaisesTheAlarmAndFreshnessIsMeasuredAllTheSame() {
    signer.disable(issuer.signingKey(KeyKind.P256).orElseThrow());

    assertThatThrownBy(() -> run("{}", 55_000)).hasMessageContaining(Samples.LIST.toString());
    assertThat(lines).singleElement().asString().contains("failed");
    assertThat(metrics).hasSize(1);
    assertThat(objects.get(KEY)).isEmpty();
  }

  @Test
  void aListThatHadToBeRepairedRaisesTheAlarmToo() {
    run("{}", 55_000);
    objects.delete(KEY);
    now = now.plus(Publisher.RENEWAL);

    assertThatThrownBy(() -> run("{}", 55_000)).hasMessageContaining(Samples.LIST.toString());
    assertThat(lines.getLast()).contains("repaired").contains("gone");
    assertThat(objects.get(KEY)).isPresent();
  }

  private void run(String event, int millis) {
    handler.handleRequest(
        new ByteArrayInputStream(event.getBytes(UTF_8)),
        OutputStream.nullOutputStream(),
        invocation(millis));
  }

  /** Returns what Lambda tells of an invocation, as far as the function asks. */
  private Context invocation(int millis) {
    var logger =
        new LambdaLogger() {
          @Override
          public void log(String message) {
            lines.add(message);
          }

          @Override
          public void log(byte[] message) {
            lines.add(new String(message, UTF_8));
          }
        };
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "getRemainingTimeInMillis" -> millis;
                  case "getLogger" -> logger;
                  default -> throw new AssertionError("not used: " + method);
                });
  }
}
