package org.sceau.emulator.s3;

import java.net.URI;
import java.nio.file.Path;
import org.sceau.emulator.wire.Faults;
import org.sceau.emulator.wire.WireServer;

/** Emulates S3 with private buckets: conditional writes, ETags, listings, AWS's errors. */
public final class LocalS3 implements AutoCloseable {

  private static final int MAX_BYTES = 32 * 1024 * 1024;

  private final WireServer server;
  private final Faults faults;

  private LocalS3(WireServer server, Faults faults) {
    this.server = server;
    this.faults = faults;
  }

  /**
   * Starts the emulator with the buckets that the folder holds.
   *
   * @throws org.sceau.emulator.wire.DamagedStoreException if an object's file cannot be read
   */
  public static LocalS3 start(Path folder) {
    var faults = new Faults();
    var operations = new S3Operations(folder, faults);
    return new LocalS3(WireServer.start(MAX_BYTES, operations::answer), faults);
  }

  /** The address for an SDK client, with which the SDK puts the bucket into the path. */
  public URI endpoint() {
    return server.endpoint();
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
