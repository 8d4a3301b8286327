package org.sceau.testing;

import org.sceau.records.catalog.Catalog;

class MemoryCatalogTest extends CatalogContract {

  private final MemoryCatalog catalog = new MemoryCatalog();

  @Override
  protected Catalog catalog() {
    return catalog;
  }
}
