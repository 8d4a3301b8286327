package org.sceau.memory;

import org.sceau.publishing.PublicObjects;

class MemoryPublicObjectsTest extends PublicObjectsContract {

  private final MemoryPublicObjects objects = new MemoryPublicObjects();

  @Override
  protected PublicObjects objects() {
    return objects;
  }
}
