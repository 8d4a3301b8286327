package org.sceau.local.kms;

import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import org.sceau.json.JsonLimits;
import org.sceau.local.wire.Faults;
import org.sceau.local.wire.JsonProtocol;
import org.sceau.local.wire.StoreFolder;
import org.sceau.local.wire.WireServer;

/** A double of AWS KMS: real keys, real signatures, AWS's limits and errors. */
public final class LocalKms implements AutoCloseable {

  private static final JsonLimits LIMITS = new JsonLimits(64 * 1024, 8, 1_000, 16 * 1024, 32);

  private final StoreFolder folder;
  private final WireServer server;
  private final Keys keys;
  private final SignQuota quota;
  private final Faults faults;

  private LocalKms(
      StoreFolder folder, WireServer server, Keys keys, SignQuota quota, Faults faults) {
    this.folder = folder;
    this.server = server;
    this.keys = keys;
    this.quota = quota;
    this.faults = faults;
  }

  /**
   * Starts the double with the keys that the folder holds.
   *
   * @param port 0 for any that is free
   * @throws org.sceau.local.wire.DamagedStoreException if the folder's file cannot be read
   */
  public static LocalKms start(Path folder, int port, InstantSource clock, SecureRandom random) {
    var owned = StoreFolder.open(folder);
    try {
      var keys = new Keys(new KeyFile(owned), clock, random);
      var quota = new SignQuota(clock);
      var faults = new Faults();
      var operations = new KmsOperations(keys, quota, random);
      var protocol =
          new JsonProtocol(
              new JsonProtocol.Dialect(
                  "application/x-amz-json-1.1",
                  "TrentService.",
                  "",
                  "KMSInternalException",
                  "ThrottlingException"),
              faults,
              LIMITS,
              operations.byName());
      var server = WireServer.start(port, LIMITS.bytes(), protocol::answer);
      return new LocalKms(owned, server, keys, quota, faults);
    } catch (RuntimeException e) {
      owned.close();
      throw e;
    }
  }

  /** Where an SDK client finds the double. */
  public URI endpoint() {
    return server.endpoint();
  }

  /**
   * The ARN of the key that stands for a resource of the template; made at the first call.
   *
   * @throws IllegalArgumentException if the key is there and is of another kind
   */
  public String createKey(String logicalName, KeySpec spec) {
    try {
      return keys.createNamed(logicalName, spec).arn();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK makes no key of " + spec, e);
    }
  }

  /** The ARNs of the keys that stand for resources of the template, by their logical names. */
  public Map<String, String> namedKeys() {
    return keys.named();
  }

  /** From now on, more signatures a second than this are refused with ThrottlingException. */
  public void signsPerSecond(int signatures) {
    quota.set(signatures);
  }

  /** How many signatures were refused because of it so far. */
  public long throttled() {
    return quota.refused();
  }

  /** What is to go wrong. */
  public Faults faults() {
    return faults;
  }

  @Override
  public void close() {
    server.close();
    folder.close();
  }
}
