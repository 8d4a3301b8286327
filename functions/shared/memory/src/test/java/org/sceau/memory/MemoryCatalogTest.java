package org.sceau.memory;

import org.sceau.catalog.Catalog;

class MemoryCatalogTest extends CatalogContract {

  private final MemoryCatalog catalog = new MemoryCatalog();

  @Override
  protected Catalog catalog() {
    return catalog;
  }
}
