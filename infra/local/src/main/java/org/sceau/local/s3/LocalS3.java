package org.sceau.local.s3;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.sceau.local.wire.Faults;
import org.sceau.local.wire.StoreFolder;
import org.sceau.local.wire.WireServer;

/** A double of S3 with private buckets: conditional writes, ETags, listings, AWS's errors. */
public final class LocalS3 implements AutoCloseable {

  private static final int MAX_BYTES = 32 * 1024 * 1024;

  private final StoreFolder folder;
  private final WireServer server;
  private final Buckets buckets;
  private final Faults faults;

  private LocalS3(StoreFolder folder, WireServer server, Buckets buckets, Faults faults) {
    this.folder = folder;
    this.server = server;
    this.buckets = buckets;
    this.faults = faults;
  }

  /**
   * Starts the double with the buckets that the folder holds.
   *
   * @param port 0 for any that is free
   * @throws org.sceau.local.wire.DamagedStoreException if an object's file cannot be read
   */
  public static LocalS3 start(Path folder, int port, InstantSource clock) {
    var owned = StoreFolder.open(folder);
    try {
      var buckets = new Buckets(owned, clock);
      var faults = new Faults();
      var operations = new S3Operations(buckets, faults);
      var server = WireServer.start(port, MAX_BYTES, operations::answer);
      return new LocalS3(owned, server, buckets, faults);
    } catch (RuntimeException e) {
      owned.close();
      throw e;
    }
  }

  /** Where an SDK client finds the double; an address, so that the SDK goes path-style. */
  public URI endpoint() {
    return server.endpoint();
  }

  /** Makes the bucket if it is not there yet. */
  public void createBucket(String bucket) {
    buckets.create(bucket);
  }

  /** The object, for whoever plays the CDN in front of the bucket. */
  public Optional<StoredObject> read(String bucket, String key) {
    return buckets.find(bucket).flatMap(found -> found.read(key));
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
