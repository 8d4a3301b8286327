package org.sceau.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sceau.records.PublicObjects;
import org.sceau.records.StoreUnavailableException;

/** {@link PublicObjects} for tests. The tag changes with every write, even of the same bytes. */
public final class MemoryPublicObjects implements PublicObjects {

  private final FaultPlan faults =
      new FaultPlan(cause -> new StoreUnavailableException("the public objects", cause));
  private final Map<String, Stored> objects = new HashMap<>();
  private int writes;

  public FaultPlan faults() {
    return faults;
  }

  /** Takes an object away behind everybody's back. */
  public synchronized void delete(String key) {
    objects.remove(key);
  }

  @Override
  public synchronized Optional<Stored> get(String key) {
    return faults.around(() ->
        Optional.ofNullable(objects.get(key))
            .map(stored -> new Stored(copy(stored.object()), stored.etag())));
  }

  @Override
  public synchronized boolean create(String key, PublicObject object) {
    requireBytes(key, object);
    return faults.around(() -> !objects.containsKey(key) && write(key, object));
  }

  @Override
  public synchronized boolean replace(String key, PublicObject object, String etag) {
    requireBytes(key, object);
    return faults.around(() -> {
      var stored = objects.get(key);
      return stored != null && stored.etag().equals(etag) && write(key, object);
    });
  }

  private boolean write(String key, PublicObject object) {
    writes++;
    objects.put(key, new Stored(copy(object), "\"" + writes + "\""));
    return true;
  }

  private static void requireBytes(String key, PublicObject object) {
    if (object.bytes().length == 0) {
      throw new IllegalArgumentException("an object without bytes: " + key);
    }
  }

  private static PublicObject copy(PublicObject object) {
    return new PublicObject(
        object.bytes().clone(), object.contentType(), object.cacheControl(), object.sequence());
  }
}
