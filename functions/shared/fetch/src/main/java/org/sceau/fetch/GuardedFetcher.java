package org.sceau.fetch;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.sceau.verification.Fetcher;

/**
 * Implements {@link Fetcher} with HTTP/1.1 over TLS. The host is resolved once, all its addresses
 * must be public, and the connection goes to exactly such an address. The JDK's clients cannot be
 * restricted so, hence the sockets. It sends no credentials and follows no redirects.
 */
public final class GuardedFetcher implements Fetcher {

  /** The largest document that is read. */
  static final int MAX_BYTES = 1024 * 1024;

  private static final int MAX_ADDRESSES = 2;

  private static final Map<Kind, List<String>> TYPES =
      Map.of(
          Kind.IDENTIFIER_DOCUMENT,
          List.of(
              "application/did+json",
              "application/did+ld+json",
              "application/did",
              "application/cid",
              "application/ld+json",
              "application/json"),
          Kind.STATUS_LIST,
          List.of(
              "application/vc",
              "application/vc+ld+json",
              "application/ld+json",
              "application/json",
              "application/vc+jwt",
              "application/vc+ld+json+jwt",
              "application/jwt",
              "text/plain"),
          Kind.CREDENTIAL,
          List.of(
              "application/vc+jwt",
              "application/vc",
              "application/vc+ld+json",
              "application/vc+ld+json+jwt",
              "application/ld+json",
              "application/jwt",
              "image/png",
              "image/svg+xml",
              "application/json",
              "text/plain"));

  private static final Pattern ETAG = Pattern.compile("(W/)?\"[\\x21\\x23-\\x7e]{1,200}\"");
  private static final Pattern MAX_AGE = Pattern.compile("max-age=\"?([0-9]{1,9})\"?");

  private final SSLContext tls;
  private final Resolver resolver;
  private final Set<String> loopbackAuthorities;
  private final Patience patience;

  /**
   * The timeouts of a fetch.
   *
   * @param longest the most for a whole document, whatever the caller allows
   * @param step the most for a connection, and for each read
   */
  public record Patience(Duration longest, Duration step) {

    /** The timeouts in a function: a person waits for it, and its run time is charged. */
    public static final Patience OF_A_FUNCTION =
        new Patience(Duration.ofMillis(1_500), Duration.ofMillis(700));

    /** The timeouts for a command line: its user can wait for a server that starts slowly. */
    public static final Patience OF_A_PERSON =
        new Patience(Duration.ofSeconds(20), Duration.ofSeconds(10));

    int stepMillis() {
      return Math.toIntExact(step.toMillis());
    }
  }

  /** Creates a fetcher for documents of the public internet only. */
  public GuardedFetcher(SSLContext tls, Resolver resolver) {
    this(tls, resolver, Set.of());
  }

  /**
   * Creates a fetcher that may also fetch from this machine, for local development.
   *
   * @param loopbackAuthorities hosts with ports, as {@code localhost:8443}, that must be on this
   *     machine and are fetched without TLS
   */
  public GuardedFetcher(SSLContext tls, Resolver resolver, Set<String> loopbackAuthorities) {
    this(tls, resolver, loopbackAuthorities, Patience.OF_A_FUNCTION);
  }

  /** Creates a fetcher with the given timeouts. */
  public GuardedFetcher(
      SSLContext tls, Resolver resolver, Set<String> loopbackAuthorities, Patience patience) {
    this.tls = tls;
    this.resolver = resolver;
    this.loopbackAuthorities = Set.copyOf(loopbackAuthorities);
    this.patience = patience;
  }

  @Override
  public Fetch fetch(Wanted wanted) {
    var address = PublicAddress.of(wanted.url(), loopbackAuthorities);
    if (address.isEmpty()) {
      return new Fetch.NotFetched(Reason.ADDRESS_REFUSED);
    }
    var longest = patience.longest();
    var within = wanted.within().compareTo(longest) < 0 ? wanted.within() : longest;
    if (!within.isPositive()) {
      return new Fetch.NotFetched(Reason.UNAVAILABLE);
    }
    var exchange = new FutureTask<>(() -> exchange(address.get(), wanted, Deadline.in(within)));
    // A thread of its own, since a name may take any time to resolve; to interrupt it closes its
    // socket.
    Thread.ofVirtual().name("fetch").start(exchange);
    try {
      return exchange.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException _) {
      exchange.cancel(true);
    } catch (InterruptedException _) {
      exchange.cancel(true);
      Thread.currentThread().interrupt();
    }
    return new Fetch.NotFetched(Reason.UNAVAILABLE);
  }

  private Fetch exchange(PublicAddress address, Wanted wanted, Deadline deadline)
      throws IOException {
    try (var plain = connect(addresses(address), address.port(), deadline);
        var socket = address.isSecure() ? secure(plain, address, deadline) : plain) {
      socket.getOutputStream().write(request(address, wanted));
      socket.getOutputStream().flush();
      var answer =
          HttpAnswer.read(
              new BufferedInputStream(new Hurried(socket, deadline, patience.stepMillis())),
              MAX_BYTES,
              (status, headers) -> isWanted(wanted, status, headers));
      return answer.status() == 304
          ? new Fetch.Unchanged(maxAge(answer))
          : new Fetch.Fetched(
              answer.body(),
              mediaType(answer.headers()),
              answer.header("etag").filter(etag -> ETAG.matcher(etag).matches()).orElse(null),
              maxAge(answer));
    }
  }

  /**
   * Resolves the addresses to connect to; one address that is not public makes the host untrusted.
   */
  private List<InetAddress> addresses(PublicAddress address) throws IOException {
    var resolved = resolver.resolve(address.host());
    boolean allowed =
        !resolved.isEmpty()
            && resolved.stream()
                .allMatch(
                    address.isNamedLoopback()
                        ? InetAddress::isLoopbackAddress
                        : GlobalUnicast::contains);
    if (!allowed) {
      throw new IOException("not a public host");
    }
    // Version 4 first: few functions reach version 6.
    return resolved.stream()
        .sorted(Comparator.comparingInt(candidate -> candidate.getAddress().length))
        .limit(MAX_ADDRESSES)
        .toList();
  }

  private Socket connect(List<InetAddress> addresses, int port, Deadline deadline)
      throws IOException {
    IOException failed = new IOException("no address");
    for (var address : addresses) {
      var socket = new Socket(Proxy.NO_PROXY);
      try {
        socket.connect(
            new InetSocketAddress(address, port), deadline.millis(patience.stepMillis()));
        return socket;
      } catch (IOException e) {
        socket.close();
        failed = e;
      }
    }
    throw failed;
  }

  private SSLSocket secure(Socket plain, PublicAddress address, Deadline deadline)
      throws IOException {
    var socket =
        (SSLSocket)
            tls.getSocketFactory().createSocket(plain, address.host(), address.port(), true);
    var parameters = socket.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    parameters.setServerNames(List.of(new SNIHostName(address.host())));
    // Without it the JDK takes any certificate of any host.
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    plain.setSoTimeout(deadline.millis(patience.stepMillis()));
    socket.startHandshake();
    return socket;
  }

  private static byte[] request(PublicAddress address, Wanted wanted) {
    var head =
        "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: %s\r\nUser-Agent: Sceau\r\n%sConnection: close\r\n\r\n"
            .formatted(
                address.target(),
                address.authority(),
                String.join(", ", types(wanted.kind())),
                ifNoneMatch(wanted.etag()));
    return head.getBytes(StandardCharsets.US_ASCII);
  }

  private static String ifNoneMatch(@Nullable String etag) {
    return etag == null || !ETAG.matcher(etag).matches() ? "" : "If-None-Match: " + etag + "\r\n";
  }

  private static List<String> types(Kind kind) {
    return TYPES.getOrDefault(kind, List.of());
  }

  private static boolean isWanted(Wanted wanted, int status, Map<String, String> headers) {
    return switch (status) {
      case 200 -> fits(wanted, headers);
      case 304 -> wanted.etag() != null;
      default -> false;
    };
  }

  private static boolean fits(Wanted wanted, Map<String, String> headers) {
    return types(wanted.kind()).contains(mediaType(headers));
  }

  private static String mediaType(Map<String, String> headers) {
    return headers
        .getOrDefault("content-type", "")
        .split(";", 2)[0]
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  private static @Nullable Duration maxAge(HttpAnswer answer) {
    var directives =
        Optional.ofNullable(answer.headers().get("cache-control"))
            .map(value -> List.of(value.toLowerCase(Locale.ROOT).split("\\s*,\\s*")))
            .orElse(List.of());
    if (directives.contains("no-store") || directives.contains("no-cache")) {
      return Duration.ZERO;
    }
    return directives.stream()
        .map(MAX_AGE::matcher)
        .filter(java.util.regex.Matcher::matches)
        .map(found -> Duration.ofSeconds(Long.parseLong(found.group(1))))
        .findFirst()
        .orElse(null);
  }

  /** The deadline of a fetch, on the monotonic clock. */
  private record Deadline(long nanoTime) {

    static Deadline in(Duration duration) {
      return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /**
     * Returns the remaining time, at most {@code most}; at least one, since zero means no limit.
     */
    int millis(int most) throws SocketTimeoutException {
      long left = TimeUnit.NANOSECONDS.toMillis(nanoTime - System.nanoTime());
      if (left <= 0) {
        throw new SocketTimeoutException("too slow");
      }
      return (int) Math.min(left, most);
    }
  }

  /** Checks the deadline before every read, so that no server can delay byte by byte. */
  private static final class Hurried extends FilterInputStream {

    private final Socket socket;
    private final Deadline deadline;
    private final int stepMillis;

    Hurried(Socket socket, Deadline deadline, int stepMillis) throws IOException {
      super(socket.getInputStream());
      this.socket = socket;
      this.deadline = deadline;
      this.stepMillis = stepMillis;
    }

    @Override
    public int read() throws IOException {
      socket.setSoTimeout(deadline.millis(stepMillis));
      return super.read();
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      socket.setSoTimeout(deadline.millis(stepMillis));
      return super.read(target, from, length);
    }
  }
}
