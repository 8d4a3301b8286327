package org.sceau.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.verification.Fetcher.Fetch;
import org.sceau.verification.Fetcher.Kind;
import org.sceau.verification.Fetcher.Reason;
import org.sceau.verification.Fetcher.Wanted;

class GuardedFetcherTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
  private static final String EMPTY_OBJECT = OK + "Content-Length: 2\r\n\r\n{}";
  private static final Fetch UNAVAILABLE = new Fetch.NotFetched(Reason.UNAVAILABLE);

  @TempDir private static Path folder;

  private static KeyStore certificate;

  private LoopbackServer server;
  private CountDownLatch ending;

  @BeforeAll
  static void make() throws Exception {
    certificate = LoopbackServer.certificate(folder, "localhost");
  }

  @BeforeEach
  void start() throws Exception {
    server = LoopbackServer.start(certificate);
    ending = new CountDownLatch(1);
  }

  @AfterEach
  void stop() throws IOException {
    ending.countDown();
    server.close();
  }

  @Test
  void aDocumentIsFetchedWithItsTypeETagAndAge() {
    server.answers(
        "HTTP/1.1 200 OK\r\nContent-Type: application/DID+json; charset=utf-8\r\n"
            + "ETag: W/\"7\"\r\nCache-Control: public, max-age=600\r\nContent-Length: 2\r\n\r\n{}");

    var fetch = fetch("/issuers/demo/did.json");

    assertThat(fetch)
        .isInstanceOfSatisfying(
            Fetch.Fetched.class,
            fetched -> {
              assertThat(fetched.bytes()).asString().isEqualTo("{}");
              assertThat(fetched.contentType()).isEqualTo("application/did+json");
              assertThat(fetched.etag()).isEqualTo("W/\"7\"");
              assertThat(fetched.maxAge()).isEqualTo(Duration.ofMinutes(10));
            });
  }

  @Test
  void theRequestTellsNothingOfWhoAsks() {
    server.answers(OK + "Content-Length: 2\r\nSet-Cookie: a=b\r\n\r\n{}");

    fetch("/did.json?a=b");
    fetch("/did.json");

    assertThat(server.requests)
        .hasSize(2)
        .last()
        .satisfies(lines -> assertThat(lines).first().isEqualTo("GET /did.json HTTP/1.1"));
    assertThat(server.requests.getLast().stream().skip(1).map(line -> line.split(":", 2)[0]))
        .containsExactly("Host", "Accept", "User-Agent", "Connection");
    assertThat(server.names).containsOnly("localhost");
  }

  @Test
  void aCopyThatIsStillPublishedIsNotSentAgain() {
    server.answers("HTTP/1.1 304 Not Modified\r\nCache-Control: max-age=60\r\n\r\n");

    assertThat(fetcher().fetch(wanted("/list", "\"7\"")))
        .isEqualTo(new Fetch.Unchanged(Duration.ofSeconds(60)));
    assertThat(server.requests.getLast()).contains("If-None-Match: \"7\"");
    assertThat(fetcher().fetch(wanted("/list", null))).isEqualTo(UNAVAILABLE);
    // Not one line more in the request than it has to have.
    fetcher().fetch(wanted("/list", "\"7\"\r\nCookie: a=b"));
    assertThat(server.requests.getLast()).noneMatch(line -> line.startsWith("Cookie"));
  }

  @Test
  void bodiesAreReadByLengthByChunksAndToTheEnd() {
    server.answers(
        OK + "Transfer-Encoding: chunked\r\n\r\n2\r\n{\"\r\n3;x=y\r\na\":\r\n2\r\n1}\r\n0\r\n\r\n");
    assertThat(text(fetch("/"))).isEqualTo("{\"a\":1}");
    server.answers(OK + "\r\n{\"a\":2}");
    assertThat(text(fetch("/"))).isEqualTo("{\"a\":2}");
  }

  /** A bar stands for CR LF, a tilde for LF alone. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 302 Found|Location: https://169.254.169.254/latest/meta-data||",
        "HTTP/1.1 301 Moved|Location: http://localhost/|Content-Type:"
            + " application/json|Content-Length: 2||{}",
        "HTTP/1.1 307 Again|Location: /||",
        "HTTP/1.1 404 Not Found|Content-Type: application/json|Content-Length: 2||{}",
        "HTTP/1.1 500 Oops|Content-Type: application/json|Content-Length: 2||{}",
        "HTTP/1.1 204 No Content|Content-Type: application/json||",
        "HTTP/1.1 200 OK|Content-Type: text/html|Content-Length: 2||{}",
        "HTTP/1.1 200 OK|Content-Length: 2||{}",
        "HTTP/1.1 200 OK|Content-Type: application/json|Content-Type: text/html|Content-Length:"
            + " 2||{}",
        "HTTP/1.1 200 OK|Content-Type: application/json|Content-Length: 2|Content-Length: 2||{}",
        "HTTP/1.1 200 OK|Content-Type: application/json|Content-Length: 2|Transfer-Encoding:"
            + " chunked||{}",
        "HTTP/1.1 200 OK|Content-Type: application/json|Transfer-Encoding: gzip, chunked||0||",
        "HTTP/1.1 200 OK|Content-Type: application/json|Content-Length: -2||{}",
        "HTTP/1.1 200 OK|Content-Type: application/json|Content-Length: 9999999999||{}",
        "HTTP/1.1 200 OK|Content-Type: application/json|Content-Length: 3||{}",
        "HTTP/1.1 200 OK|Content-Type: application/json|Transfer-Encoding: chunked||2|{}more|0||",
        "HTTP/1.1 200 OK|Content-Type: application/json|Transfer-Encoding: chunked||-1|",
        "HTTP/1.1 200 OK|Content-Type: application/json| folded: yes|Content-Length: 2||{}",
        "HTTP/1.1 200 OK~Content-Type: application/json~Content-Length: 2~~{}",
        "HTTP/2 200 OK|Content-Type: application/json|Content-Length: 2||{}",
        "SSH-2.0-OpenSSH|",
        "{}",
        ""
      })
  void anyOtherAnswerIsNone(String raw) {
    server.answers(raw.replace("|", "\r\n").replace("~", "\n"));

    assertThat(fetch("/did.json")).isEqualTo(UNAVAILABLE);
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void aBodyIsReadUpToTheLimitAndNotBeyond() {
    server.answers(OK + "Content-Length: 1048576\r\n\r\n" + " ".repeat(1024 * 1024));
    assertThat(text(patientFetch())).hasSize(1024 * 1024);
    server.answers(OK + "Content-Length: 1048577\r\n\r\n" + " ".repeat(1024 * 1024 + 1));
    assertThat(patientFetch()).isEqualTo(UNAVAILABLE);
    server.answers(OK + "\r\n" + " ".repeat(1024 * 1024 + 1));
    assertThat(patientFetch()).isEqualTo(UNAVAILABLE);
  }

  @Test
  void headersWithoutEndAreNotRead() {
    server.script.set(output -> repeat(output, OK, "X: " + "y".repeat(1_000) + "\r\n"));
    assertSoonUnavailable(() -> fetch("/"));
  }

  @Test
  void chunksWithoutEndAreNotRead() {
    server.script.set(output ->
        repeat(
            output,
            OK + "Transfer-Encoding: chunked\r\n\r\n",
            "1000\r\n" + " ".repeat(0x1000) + "\r\n"));
    assertSoonUnavailable(() -> fetch("/"));
  }

  @Test
  void aBodyThatIsCompressedIsNotEvenReadAsOne() throws IOException {
    var bomb = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bomb)) {
      gzip.write(new byte[64 * 1024 * 1024]);
    }
    server.script.set(output -> {
      output.write(
          (OK + "Content-Encoding: gzip\r\nContent-Length: " + bomb.size() + "\r\n\r\n")
              .getBytes(US_ASCII));
      output.write(bomb.toByteArray());
    });

    assertThat(fetch("/")).isEqualTo(UNAVAILABLE);
  }

  @Test
  void aServerThatSaysNothingIsLeft() {
    server.script.set(_ -> ending.await());
    assertSoonUnavailable(() -> fetch("/"));
  }

  @Test
  void aServerThatSendsByteByByteIsLeft() {
    server.script.set(output -> {
      output.write((OK + "Content-Length: 1000\r\n\r\n").getBytes(US_ASCII));
      for (int i = 0; i < 100 && !ending.await(50, TimeUnit.MILLISECONDS); i++) {
        output.write(' ');
        output.flush();
      }
    });
    assertSoonUnavailable(() -> fetch("/"));
  }

  @Test
  void aResolverThatNeverAnswersIsLeft() {
    var fetcher =
        fetcher(host -> {
          try {
            ending.await();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
          throw new UnknownHostException(host);
        });
    assertSoonUnavailable(() -> fetcher.fetch(wantedUrl("https://issuer.example/")));
  }

  @Test
  void noMoreTimeIsTakenThanTheCallerHas() {
    server.script.set(_ -> ending.await());
    var before = System.nanoTime();

    var fetch =
        fetcher()
            .fetch(new Wanted(server.url("/"), Kind.STATUS_LIST, null, Duration.ofMillis(100)));

    assertThat(fetch).isEqualTo(UNAVAILABLE);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(600));
    assertThat(fetcher().fetch(new Wanted(server.url("/"), Kind.STATUS_LIST, null, Duration.ZERO)))
        .isEqualTo(UNAVAILABLE);
    assertThat(server.requests).hasSizeLessThan(2);
  }

  @Test
  void aCertificateOfAnotherHostIsRefused() throws Exception {
    try (var other =
        LoopbackServer.start(LoopbackServer.certificate(folder, "elsewhere.example"))) {
      other.answers(EMPTY_OBJECT);
      var fetcher =
          new GuardedFetcher(other.trusting(), Resolver.ofSystem(), Set.of(other.authority()));

      assertThat(fetcher.fetch(wantedUrl(other.url("/")))).isEqualTo(UNAVAILABLE);
      assertThat(other.requests).isEmpty();
    }
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
    server.answers(EMPTY_OBJECT);
    var fetcher =
        new GuardedFetcher(
            SSLContext.getDefault(), Resolver.ofSystem(), Set.of(server.authority()));

    assertThat(fetcher.fetch(wantedUrl(server.url("/")))).isEqualTo(UNAVAILABLE);
    assertThat(server.requests).isEmpty();
  }

  /** Row 44: whatever a name resolves to later, the address that was judged is the one used. */
  @Test
  void aNameIsResolvedOnce() {
    List<String> asked = new ArrayList<>();
    Resolver rebinding =
        host -> {
          asked.add(host);
          return List.of(address(asked.size() == 1 ? "192.0.9.1" : "127.0.0.1"));
        };
    server.answers(EMPTY_OBJECT);
    var fetcher = new GuardedFetcher(server.trusting(), rebinding);

    fetcher.fetch(
        new Wanted(
            "https://rebinding.example/", Kind.IDENTIFIER_DOCUMENT, null, Duration.ofMillis(100)));

    assertThat(asked).containsExactly("rebinding.example");
    assertThat(server.requests).isEmpty();
  }

  @Test
  void onePrivateAddressAmongPublicOnesMakesTheHostRefused() {
    var fetcher = fetcher(_ -> List.of(address("192.0.9.1"), address("10.0.0.1")));

    assertSoonUnavailable(() -> fetcher.fetch(wantedUrl("https://mixed.example/")));
  }

  /** A named authority is for this machine alone, however the name resolves. */
  @Test
  void aNamedAuthorityIsNotAWayAround() {
    var fetcher = fetcher(_ -> List.of(address("10.0.0.1")), server.authority());

    assertThat(fetcher.fetch(wantedUrl(server.url("/")))).isEqualTo(UNAVAILABLE);
  }

  /** Row 53. */
  @Test
  void nobodyLearnsWhatIsBehindAnAddress() throws IOException {
    int closed;
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      closed = socket.getLocalPort();
    }
    server.answers("SSH-2.0-OpenSSH\r\n");
    var fetcher =
        fetcher(
            host ->
                switch (host) {
                  case "private.example" -> List.of(address("192.168.0.1"));
                  case "none.example" -> throw new UnknownHostException(host);
                  default -> List.of(InetAddress.getLoopbackAddress());
                },
            server.authority(),
            "localhost:" + closed);

    assertThat(
            List.of(
                fetcher.fetch(wantedUrl(server.url("/"))),
                fetcher.fetch(wantedUrl("https://localhost:" + closed + "/")),
                fetcher.fetch(wantedUrl("https://private.example/")),
                fetcher.fetch(wantedUrl("https://none.example/"))))
        .containsOnly(UNAVAILABLE);
  }

  @Test
  void aNamedLoopbackMayDoWithoutTls() throws Exception {
    try (var plain = LoopbackServer.startPlain()) {
      plain.answers(
          "HTTP/1.1 200 OK\r\nContent-Type: application/vc+jwt\r\nContent-Length: 5\r\n\r\na.b.c");
      var url = "http://" + plain.authority() + "/c/1";
      var wanted = new Wanted(url, Kind.CREDENTIAL, null, Duration.ofMillis(1_500));
      Resolver local = _ -> List.of(InetAddress.getLoopbackAddress());

      var named = new GuardedFetcher(plain.trusting(), local, Set.of(plain.authority()));
      assertThat(text(named.fetch(wanted))).isEqualTo("a.b.c");
      assertThat(new GuardedFetcher(plain.trusting(), local).fetch(wanted))
          .isEqualTo(new Fetch.NotFetched(Reason.ADDRESS_REFUSED));
    }
  }

  @Test
  void aNamedLoopbackWithoutTlsHasToBeOnThisMachine() throws Exception {
    var fetcher = fetcher(_ -> List.of(address("192.0.2.1")), "issuer.example:80");

    assertThat(fetcher.fetch(wantedUrl("http://issuer.example:80/"))).isEqualTo(UNAVAILABLE);
  }

  @Test
  void whoWaitsLongerHearsOfAServerThatTakesItsTime() throws Exception {
    server.script.set(output -> {
      // Longer than a function waits for the next bytes.
      var _ = new CountDownLatch(1).await(900, TimeUnit.MILLISECONDS);
      output.write(EMPTY_OBJECT.getBytes(US_ASCII));
    });

    assertThat(text(patientFetch())).isEqualTo("{}");
    assertThat(fetch("/")).isEqualTo(UNAVAILABLE);
  }

  private void repeat(OutputStream output, String head, String more)
      throws IOException, InterruptedException {
    output.write(head.getBytes(US_ASCII));
    var bytes = more.getBytes(US_ASCII);
    for (int i = 0; i < 4_000 && ending.getCount() > 0; i++) {
      output.write(bytes);
    }
  }

  private static void assertSoonUnavailable(Supplier<Fetch> fetching) {
    var before = System.nanoTime();
    assertThat(fetching.get()).isEqualTo(UNAVAILABLE);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(1_900));
  }

  private GuardedFetcher fetcher() {
    return fetcher(
        _ -> Arrays.asList(InetAddress.getAllByName("localhost")).subList(0, 1),
        server.authority());
  }

  /** For what a function may have no time for on a machine that is busy with other tests. */
  private Fetch patientFetch() {
    return new GuardedFetcher(
            server.trusting(),
            _ -> List.of(InetAddress.getLoopbackAddress()),
            Set.of(server.authority()),
            GuardedFetcher.Patience.OF_A_PERSON)
        .fetch(new Wanted(server.url("/"), Kind.IDENTIFIER_DOCUMENT, null, Duration.ofSeconds(20)));
  }

  private Fetch fetch(String path) {
    return fetcher().fetch(wanted(path, null));
  }

  private Wanted wanted(String path, @Nullable String etag) {
    return new Wanted(server.url(path), Kind.IDENTIFIER_DOCUMENT, etag, Duration.ofMillis(1_500));
  }

  private static Wanted wantedUrl(String url) {
    return new Wanted(url, Kind.IDENTIFIER_DOCUMENT, null, Duration.ofMillis(1_500));
  }

  private static InetAddress address(String text) throws UnknownHostException {
    return InetAddress.getByName(text);
  }

  /** A fetcher that may reach the servers of these authorities on this machine. */
  private GuardedFetcher fetcher(Resolver resolver, String... authorities) {
    return new GuardedFetcher(server.trusting(), resolver, Set.of(authorities));
  }

  private static String text(Fetch fetch) {
    return fetch instanceof Fetch.Fetched fetched
        ? new String(fetched.bytes(), UTF_8)
        : fetch.toString();
  }
}
