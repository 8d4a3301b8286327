package org.sceau.testing;

/** Tests that the adapters in memory keep what the adapters of AWS promise. */
class MemoryContractsTest
    implements AwardCountsContract,
        CatalogContract,
        CredentialDirectoryContract,
        CredentialStoreContract,
        PublicObjectsContract,
        ReplacementContract,
        StatusChangeContract,
        StatusListsContract {

  private final MemoryAwardCounts counts = new MemoryAwardCounts();
  private final MemoryCatalog catalog = new MemoryCatalog();
  private final MemoryPublicObjects objects = new MemoryPublicObjects();
  private final MemoryRecords records = new MemoryRecords();

  @Override
  public MemoryAwardCounts counts() {
    return counts;
  }

  @Override
  public MemoryCatalog catalog() {
    return catalog;
  }

  @Override
  public MemoryPublicObjects objects() {
    return objects;
  }

  @Override
  public MemoryRecords directory() {
    return records;
  }

  @Override
  public MemoryRecords store() {
    return records;
  }

  @Override
  public MemoryRecords lists() {
    return records;
  }

  @Override
  public MemoryRecords times() {
    return records;
  }
}
