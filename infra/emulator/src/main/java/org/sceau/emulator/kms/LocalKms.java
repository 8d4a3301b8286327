package org.sceau.emulator.kms;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.sceau.emulator.wire.AwsException;
import org.sceau.emulator.wire.Faults;
import org.sceau.emulator.wire.JsonProtocol;
import org.sceau.emulator.wire.WireServer;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;

/** Emulates AWS KMS: real keys, real signatures, AWS's limits and errors. */
public final class LocalKms implements AutoCloseable {

  private static final JsonLimits LIMITS = new JsonLimits(64 * 1024, 8, 1_000, 16 * 1024, 32);

  private final WireServer server;
  private final SignQuota quota;
  private final Faults faults;

  private LocalKms(WireServer server, SignQuota quota, Faults faults) {
    this.server = server;
    this.quota = quota;
    this.faults = faults;
  }

  /**
   * Starts the emulator with the keys that the folder holds.
   *
   * @throws org.sceau.emulator.wire.DamagedStoreException if the folder's file cannot be read
   */
  public static LocalKms start(Path folder, InstantSource clock, SecureRandom random) {
    var quota = new SignQuota(clock);
    var faults = new Faults();
    var operations = new KmsOperations(new Keys(folder, clock), quota, clock, random);
    var protocol =
        new JsonProtocol(
            new JsonProtocol.Dialect(
                "application/x-amz-json-1.1", "TrentService.", "", LocalKms::refusal),
            faults,
            LIMITS,
            operations.byName());
    return new LocalKms(WireServer.start(LIMITS.bytes(), protocol::answer), quota, faults);
  }

  private static AwsException refusal(Faults.Kind kind, String operation, JsonObject input) {
    return switch (kind) {
      case FAIL_BEFORE -> new AwsException(500, "KMSInternalException", "Asked for by a test.");
      case THROTTLE -> AwsException.of("ThrottlingException", "Rate exceeded");
      default -> throw new IllegalArgumentException("KMS has no fault " + kind);
    };
  }

  /** The address for an SDK client. */
  public URI endpoint() {
    return server.endpoint();
  }

  /** From now on, more signatures a second than this are refused with ThrottlingException. */
  public void signsPerSecond(int signatures) {
    quota.set(signatures);
  }

  /** How many signatures were refused because of it so far. */
  public long throttled() {
    return quota.refused();
  }

  /** The faults on demand. */
  public Faults faults() {
    return faults;
  }

  @Override
  public void close() {
    server.close();
  }
}
