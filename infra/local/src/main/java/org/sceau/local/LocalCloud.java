package org.sceau.local;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.sceau.local.gateway.Gateway;
import org.sceau.local.gateway.PortTakenException;
import org.sceau.local.gateway.ThrowAwayCertificate;
import org.sceau.local.lambda.FunctionHost;
import org.sceau.local.lambda.InProcessHost;
import org.sceau.local.lambda.IsolatedHost;
import org.sceau.local.lambda.LambdaFunction;
import org.sceau.local.template.References;
import org.sceau.local.template.Template;

/**
 * Sceau on one machine: gateway, functions, schedule, and the services behind them. Started again
 * on the same folder, it has everything that it had.
 */
public final class LocalCloud implements AutoCloseable {

  private final Options options;
  private final DataFolder folder;
  private final Gateway gateway;
  private final ThrowAwayCertificate certificate;
  private final OperatorKey operatorKey;
  private final Optional<Emulators> emulators;
  private final AwsServices services;
  private final Map<String, LambdaFunction> functions;
  private final Schedule schedule;
  private final Deque<Runnable> closing;

  /**
   * How to start.
   *
   * @param dataFolder for all that survives a restart
   * @param template the template; {@code CodeUri} is relative to it
   * @param port 0 for any that is free
   * @param tlsPort 0 for any that is free
   * @param isolated whether functions run from their zips in JVMs of their own
   * @param scheduled whether schedules run by themselves, or by {@link #runSchedule} alone
   * @param services the services in place of AWS; if empty, emulators in this JVM
   */
  public record Options(
      Path dataFolder,
      Path template,
      int port,
      int tlsPort,
      boolean isolated,
      boolean scheduled,
      Optional<AwsServices> services) {

    /**
     * For tests: free ports, no schedule, functions in this JVM, the template of the project in
     * which the process runs.
     */
    public static Options in(Path dataFolder) {
      return new Options(
          dataFolder, LocalCloud.templateAbove(), 0, 0, false, false, Optional.empty());
    }

    public Options withTemplate(Path other) {
      return new Options(dataFolder, other, port, tlsPort, isolated, scheduled, services);
    }

    public Options withPorts(int httpPort, int httpsPort) {
      return new Options(dataFolder, template, httpPort, httpsPort, isolated, scheduled, services);
    }

    public Options withIsolation(boolean wanted) {
      return new Options(dataFolder, template, port, tlsPort, wanted, scheduled, services);
    }

    public Options withSchedule(boolean wanted) {
      return new Options(dataFolder, template, port, tlsPort, isolated, wanted, services);
    }

    public Options withServices(AwsServices others) {
      return new Options(
          dataFolder, template, port, tlsPort, isolated, scheduled, Optional.of(others));
    }
  }

  private LocalCloud(Options options, Deque<Runnable> closing) {
    this.options = options;
    this.closing = closing;
    var template = Template.read(options.template());
    folder = DataFolder.open(options.dataFolder());
    closing.push(folder::close);
    operatorKey = OperatorKey.in(folder, new SecureRandom());
    certificate = certificate(folder);
    gateway = listen(options, certificate);
    closing.push(gateway::close);
    if (options.services().isPresent()) {
      emulators = Optional.empty();
      services = options.services().get();
    } else {
      var started = Emulators.in(folder);
      closing.push(started::close);
      emulators = Optional.of(started);
      services = started.services();
    }
    var provisioning = Provisioning.of(template, services, folder);
    functions = host(template, references(template, provisioning));
    schedule = Schedule.of(functions.values(), options.scheduled());
    closing.push(schedule::close);
    var documents = new BucketDocuments(services.s3Client(), provisioning.buckets());
    closing.push(documents::close);
    gateway.serve(template, functions, documents, Clock.systemUTC());
    schedule.start();
  }

  /**
   * Starts and returns when requests are answered.
   *
   * @throws CannotStartException if it cannot, with a sentence for people
   */
  public static LocalCloud start(Options options) {
    Deque<Runnable> closing = new ArrayDeque<>();
    try {
      return new LocalCloud(options, closing);
    } catch (RuntimeException e) {
      closing.forEach(Runnable::run);
      throw e;
    }
  }

  /** The template in this folder or the nearest one above. */
  public static Path templateAbove() {
    for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve("template.yaml"))) {
        return at.resolve("template.yaml");
      }
    }
    throw new CannotStartException(
        CannotStartException.Reason.UNAVAILABLE,
        "There is no template.yaml here or above: start in the project's folder.");
  }

  /** Scheme, host and port of all public links. */
  public String baseUrl() {
    return "http://localhost:" + gateway.port();
  }

  /** The same with TLS, under the throw-away certificate. */
  public String tlsUrl() {
    return "https://localhost:" + gateway.tlsPort();
  }

  /** For clients that trust the throw-away certificate and no other. */
  public SSLContext trust() {
    return certificate.forClient();
  }

  /** The key with which issuers are made. */
  public String operatorKey() {
    return operatorKey.text();
  }

  /** The files that survive a restart. */
  public DataFolder folder() {
    return folder;
  }

  /** Where the stand-ins for AWS are. */
  public AwsServices services() {
    return services;
  }

  /** The stand-ins, if they are the ones in this JVM: to let them fail. */
  public Optional<Emulators> emulators() {
    return emulators;
  }

  /**
   * Runs all scheduled functions once, now.
   *
   * @throws IllegalStateException if one fails
   */
  public void runSchedule() {
    schedule.run();
  }

  /** A function by its logical id, for instance to kill its instances. */
  public LambdaFunction function(String name) {
    var function = functions.get(name);
    if (function == null) {
      throw new IllegalArgumentException("The template has no function " + name + ".");
    }
    return function;
  }

  /** Ends everything that was started, threads and processes too; the folder stays. */
  @Override
  public void close() {
    closing.forEach(Runnable::run);
    closing.clear();
  }

  private static ThrowAwayCertificate certificate(DataFolder folder) {
    try {
      var certificate = ThrowAwayCertificate.in(folder.file("tls.p12"));
      certificate.export(folder.file("tls.pem"));
      return certificate;
    } catch (IllegalStateException e) {
      throw new CannotStartException(
          CannotStartException.Reason.DATA_DAMAGED, String.valueOf(e.getMessage()), e);
    }
  }

  private static Gateway listen(Options options, ThrowAwayCertificate certificate) {
    try {
      return Gateway.listen(
          Gateway.Listening.on(options.port(), options.tlsPort()), certificate.forServer());
    } catch (PortTakenException e) {
      throw new CannotStartException(
          CannotStartException.Reason.UNAVAILABLE,
          e.getMessage() + " Stop that one, or choose others with --port and --tls-port.",
          e);
    }
  }

  private References references(Template template, Provisioning provisioning) {
    Map<String, Optional<String>> values = new HashMap<>();
    template.parameters().forEach((name, value) -> values.put(name, Optional.of(value)));
    values.put("https://${DomainName}", Optional.of(baseUrl()));
    values.put("DomainName", Optional.of(URI.create(tlsUrl()).getAuthority()));
    values.put("OperatorKeySha256", Optional.of(operatorKey.sha256()));
    template
        .tables()
        .forEach(table -> values.put(table.tableName(), Optional.of(table.tableName())));
    provisioning.buckets().forEach((bucket, name) -> values.put(bucket, Optional.of(name)));
    provisioning.keys().forEach((key, arn) -> values.put(key + ".Arn", arn));
    return new References(values);
  }

  private Map<String, LambdaFunction> host(Template template, References references) {
    FunctionHost host =
        options.isolated()
            ? new IsolatedHost(
                options.template().toAbsolutePath().resolveSibling(""), folder.file("functions"))
            : new InProcessHost(services.systemProperties());
    Map<String, LambdaFunction> hosted = new LinkedHashMap<>();
    for (var function : template.functions()) {
      Map<String, String> environment = new HashMap<>(services.environment());
      environment.putAll(references.environmentOf(function));
      var lambda = host.host(function, environment);
      closing.push(lambda::close);
      hosted.put(function.name(), lambda);
    }
    return Map.copyOf(hosted);
  }
}
