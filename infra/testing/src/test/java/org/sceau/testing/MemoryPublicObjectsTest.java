package org.sceau.testing;

import org.sceau.records.PublicObjects;

class MemoryPublicObjectsTest extends PublicObjectsContract {

  private final MemoryPublicObjects objects = new MemoryPublicObjects();

  @Override
  protected PublicObjects objects() {
    return objects;
  }
}
